using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.QueryDsl;

/// <summary><c>regexp</c>: a field has a value that fits a regular expression as a whole; the score is constant.</summary>
internal sealed record RegexpQuery(string Field, string Pattern) : QueryClause
{
    private const string Kind = "regexp";

    public bool IgnoreCase { get; init; }

    public RegexpFlags Flags { get; init; } = RegexpFlags.All;

    public static QueryClause Parse(JsonValue body)
    {
        var read = PatternBody.Read(Kind, body, new RegexpQuery("", ""), "flags", "flags_value", "max_determinized_states");
        var query = ((RegexpQuery)read.Clause) with { Field = read.Field, Pattern = read.Pattern, IgnoreCase = read.IgnoreCase };
        foreach (var member in read.Others)
        {
            query = member.Name switch
            {
                "flags" when member.Value.IsNull => query,
                "flags" => query with { Flags = ReadFlags(QueryKeys.Text(member.Value)) },
                "flags_value" => throw Failure.Unsupported("[regexp] query with [flags_value]").Raise(),
                _ => WithStates(query, member.Value.AsInt()),
            };
        }

        return query;
    }

    protected override QueryNode BindCore(QueryContext context)
    {
        RequireLength(context, Pattern, "Regexp Query request");
        if (PatternBody.FieldOfTerms(Kind, "keyword and text", context, Field) is not { } field)
            return MatchNoneNode.Instance;
        // So says Elasticsearch, too, where it has only the values of the documents to look at.
        return IgnoreCase && !field.Type.Indexed
            ? throw Failure.IllegalArgument("Match flags not yet implemented [256]").Raise()
            : PatternNode.OfRegexp(field, LuceneRegexp.Translate(field.Type.Normalized(Pattern), Flags, IgnoreCase));
    }

    /// <summary>Refuses an expression longer than the index allows.</summary>
    /// <param name="context">The index.</param>
    /// <param name="pattern">The expression.</param>
    /// <param name="where">What it was used in, for the message.</param>
    public static void RequireLength(QueryContext context, string pattern, string where)
    {
        var most = context.Index.Settings.MaxRegexLength;
        if (pattern.Length > most)
        {
            throw Failure.IllegalArgument(
                $"The length of regex [{pattern.Length}] used in the {where} has exceeded the allowed maximum of [{most}]. "
                + "This maximum can be set by changing the [index.max_regex_length] index level setting.").Raise();
        }
    }

    // How large an automaton may become says nothing here: there is none.
    private static RegexpQuery WithStates(RegexpQuery query, int _) => query;

    private static RegexpFlags ReadFlags(string text)
    {
        var flags = RegexpFlags.None;
        foreach (var name in text.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            flags |= name.ToUpperInvariant() switch
            {
                "ALL" => RegexpFlags.All,
                "NONE" => RegexpFlags.None,
                "INTERSECTION" => RegexpFlags.Intersection,
                "COMPLEMENT" => RegexpFlags.Complement,
                "EMPTY" => RegexpFlags.Empty,
                "ANYSTRING" => RegexpFlags.AnyString,
                "INTERVAL" => RegexpFlags.Interval,
                _ => throw Failure.IllegalArgument($"Unknown regexp flag [{name}]").Raise(),
            };
        }

        return flags;
    }
}
