using System.Globalization;
using System.Text.RegularExpressions;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>
/// Failures that a document's values cause while it is scored. Where the statement comes upon one it calls a function of this node,
/// which keeps it for the session that runs the statement: an error of the database would end a frozen view with its transaction.
/// </summary>
internal static partial class ScoreFault
{
    private const char Separator = '|';

    /// <summary>An expression that fails where it is evaluated.</summary>
    /// <param name="kind">Kind of the failure.</param>
    /// <param name="index">The index that is scored.</param>
    /// <param name="parameters">Where values go.</param>
    /// <param name="reason">The reason as SQL, of the row's values.</param>
    public static string Raise(FailureKind kind, string index, SqlParameters parameters, string reason) =>
        $"{DatabaseFunctions.Fault}({parameters.Add(FaultMark.Instance)} || {parameters.Add($"{Separator}{kind}{Separator}{index}{Separator}")} || {reason}, rowid)";

    /// <summary>A number within a reason, as SQL: it is told as Java prints a double, which the database does not.</summary>
    public static string Double(string number) => $"'«double ' || ({number})::VARCHAR || '»'";

    /// <summary>A number within a reason, as SQL: it is told as Java prints a float.</summary>
    public static string Float(string number) => $"'«float ' || ({number})::VARCHAR || '»'";

    /// <summary>The failure that a text tells of: the kind, the index and the reason.</summary>
    public static Failure Read(string text)
    {
        var parts = text.Split(Separator, 3);
        var failed = QueryFailures.AllShardsFailed("query", [(parts[1], new Failure(Enum.Parse<FailureKind>(parts[0]), Marked().Replace(parts[2], Spell)))]);
        return failed with { SearchPhase = failed.SearchPhase! with { OfDocument = true } };
    }

    private static string Spell(Match number)
    {
        var value = number.Groups["value"].Value switch
        {
            "nan" or "-nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            var text => double.Parse(text, CultureInfo.InvariantCulture),
        };
        return number.Groups["type"].Value == "float" ? JavaNumbers.Text((float)value) : JavaNumbers.Text(value);
    }

    [GeneratedRegex("«(?<type>double|float) (?<value>-?(?:nan|inf|[0-9][0-9.e+-]*))»")]
    private static partial Regex Marked();
}
