using System.Text;

namespace MotionBlend.Exporter.Mart.Columnar;

/// <summary>What stands before each value of a row: <c>{"first":</c>, <c>,"second":</c> and so on.</summary>
internal static class JsonMember
{
    /// <summary>The members' beginnings, in UTF-8.</summary>
    /// <param name="names">Column names of the mart, which need no escapes.</param>
    public static byte[][] All(IEnumerable<string> names) =>
        [.. names.Select((name, index) => Encoding.UTF8.GetBytes($"{(index == 0 ? '{' : ',')}\"{name}\":"))];
}
