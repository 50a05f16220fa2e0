namespace MotionBlend.Domain.Search;

/// <summary>A parameter that cannot be read.</summary>
/// <param name="Parameter">Its name in the address.</param>
/// <param name="Value">What was given, cut to 100 characters.</param>
/// <param name="Message">What would be right, in one sentence.</param>
/// <param name="IsUnknown">True when there is no parameter of this name.</param>
public sealed record FieldError(string Parameter, string Value, string Message, bool IsUnknown = false)
{
    private const int MaxLength = 100;

    /// <summary>A parameter that does not exist; the message names the nearest that does, and all.</summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="value">What was given.</param>
    /// <param name="known">The names that exist; none where no parameter is taken.</param>
    public static FieldError Unknown(string parameter, string value, IReadOnlyList<string> known)
    {
        var message = known.Count == 0
            ? "is no parameter; none is taken here"
            : (NearestName.Find(parameter, known) is { } nearest ? $"is no parameter, did you mean {nearest}? Known" : "is no parameter; known")
              + " are " + string.Join(", ", known);
        return new FieldError(Cut(parameter), Cut(value), message, IsUnknown: true);
    }

    /// <summary>Cuts a text to the length that an error may quote.</summary>
    public static string Cut(string text) => text.Length > MaxLength ? text[..MaxLength] : text;
}
