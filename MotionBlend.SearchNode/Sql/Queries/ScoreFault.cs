using System.Globalization;
using System.Text.RegularExpressions;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>
/// Failures that a document's values cause while it is scored. The statement raises them as an error of the database,
/// and its message carries what the client is told.
/// </summary>
internal static partial class ScoreFault
{
    private const string Mark = "score-fault";
    private const char Separator = '|';

    /// <summary>An expression that fails where it is evaluated.</summary>
    /// <param name="kind">Kind of the failure.</param>
    /// <param name="index">The index that is scored.</param>
    /// <param name="parameters">Where values go.</param>
    /// <param name="reason">The reason as SQL, of the row's values.</param>
    public static string Raise(FailureKind kind, string index, SqlParameters parameters, string reason) =>
        // A cast that cannot succeed, and no call of error(): that has side effects, and a score may be asked for twice.
        $"CAST({parameters.Add($"{Mark}{Separator}{kind}{Separator}{index}{Separator}")} || {reason} || '{Separator}' AS DOUBLE)";

    /// <summary>A number within a reason, as SQL: it is told as Java prints a double, which the database does not.</summary>
    public static string Double(string number) => $"'«double ' || ({number})::VARCHAR || '»'";

    /// <summary>A number within a reason, as SQL: it is told as Java prints a float.</summary>
    public static string Float(string number) => $"'«float ' || ({number})::VARCHAR || '»'";

    /// <summary>The failure in a message of the database; null for any other message.</summary>
    public static Failure? Read(string message)
    {
        var start = message.IndexOf(Mark + Separator, StringComparison.Ordinal);
        if (start < 0)
            return null;
        // The database quotes the text that it could not cast, and then part of the statement.
        var end = message.IndexOf($"{Separator}' to DOUBLE", start, StringComparison.Ordinal);
        if (end < 0)
            return null;
        var parts = message[start..end].Split(Separator, 4);
        if (parts.Length != 4 || !Enum.TryParse<FailureKind>(parts[1], out var kind))
            return null;
        var failed = QueryFailures.AllShardsFailed("query", [(parts[2], new Failure(kind, Marked().Replace(parts[3], Spell)))]);
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
