using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>What an alias action does.</summary>
internal enum AliasActionKind
{
    Add,
    Remove,
    RemoveIndex,
}

/// <summary>One action of an <c>_aliases</c> request.</summary>
internal sealed record AliasAction(AliasActionKind Kind, IReadOnlyList<string> Indices, IReadOnlyList<string> Aliases, AliasState Properties)
{
    public bool MustExist { get; init; }

    /// <summary>The kind as the request names it.</summary>
    public string KindName => Kind switch
    {
        AliasActionKind.Add => "add",
        AliasActionKind.Remove => "remove",
        _ => "remove_index",
    };

    /// <summary>Parses the <c>actions</c> of a body.</summary>
    /// <exception cref="FailureException">An action is malformed.</exception>
    public static IReadOnlyList<AliasAction> ParseAll(JsonValue body)
    {
        var actions = new List<AliasAction>();
        foreach (var (name, nameStart, value) in body.Members)
        {
            if (name != "actions")
            {
                throw new Failure(
                    FailureKind.XContentParse, $"{value.LocationAt(nameStart)} [aliases] unknown field [{name}]").Raise();
            }

            foreach (var action in value.Items)
                actions.Add(Guarded(action));
        }

        return actions.Count > 0 ? actions : throw Failure.IllegalArgument("No action specified").Raise();
    }

    private static AliasAction Guarded(JsonValue action)
    {
        try
        {
            return action.Members is [var only]
                ? Parse(only)
                : throw Failure.IllegalArgument("an action has one of [add], [remove], [remove_index]").Raise();
        }
        catch (FailureException e)
        {
            throw new Failure(FailureKind.XContentParse, $"{action.Location} [aliases] failed to parse field [actions]") { CausedBy = e.Failure }.Raise();
        }
    }

    private static AliasAction Parse(JsonMember action)
    {
        var kind = action.Name switch
        {
            "add" => AliasActionKind.Add,
            "remove" => AliasActionKind.Remove,
            "remove_index" => AliasActionKind.RemoveIndex,
            _ => throw new Failure(
                FailureKind.XContentParse, $"{action.Value.LocationAt(action.NameStart)} [alias_action] unknown field [{action.Name}]").Raise(),
        };
        var found = new AliasAction(kind, [], [], AliasState.Plain(""));
        foreach (var (name, nameStart, value) in action.Value.Members)
        {
            found = name switch
            {
                "index" or "indices" => found with { Indices = Texts(value) },
                "alias" or "aliases" when kind != AliasActionKind.RemoveIndex => found with { Aliases = Texts(value) },
                "must_exist" when kind != AliasActionKind.Add => found with { MustExist = value.AsBoolean() },
                _ when kind == AliasActionKind.Add && AliasParser.Apply(found.Properties, name, value) is { } properties =>
                    found with { Properties = properties },
                _ => throw new Failure(
                    FailureKind.XContentParse, $"{value.LocationAt(nameStart)} [{action.Name}] unknown field [{name}]").Raise(),
            };
        }

        if (found.Indices.Count == 0)
            throw Failure.IllegalArgument("One of [index] or [indices] is required").Raise();
        if (kind != AliasActionKind.RemoveIndex && found.Aliases.Count == 0)
            throw Failure.IllegalArgument("One of [alias] or [aliases] is required").Raise();
        return found;
    }

    private static List<string> Texts(JsonValue value) =>
        value.Kind == JsonKind.Array ? [.. value.Items.Select(item => item.Text)] : [value.Text];
}
