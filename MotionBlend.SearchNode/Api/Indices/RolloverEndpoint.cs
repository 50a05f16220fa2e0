using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Storage;
using JsonValue = MotionBlend.SearchNode.Json.JsonValue;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{alias}/_rollover</c>: makes the next index of an alias and turns its writes there.</summary>
internal sealed partial class RolloverEndpoint(NodeStorage storage, IndexAdministration administration, TimeProvider clock) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/{index}/_rollover", "/{index}/_rollover/{new_index}")
    {
        Body = BodyRule.Optional,
        Parameters = ["dry_run"],
        WithoutEffect = ["timeout", "master_timeout", "wait_for_active_shards"],
        Refused = ["lazy", "target_failure_store"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var dryRun = request.Query.Bool("dry_run");
        var body = request.Json();
        return await storage.WriteAsync(session => Roll(session, request, body, dryRun), cancellationToken);
    }

    private Reply Roll(WriteSession session, ElasticRequest request, JsonValue? body, bool dryRun)
    {
        var alias = request.PathValues["index"];
        var old = WriteIndex(session.State, alias);
        var wanted = Wanted(request.PathValue("new_index") ?? NextName(old.Name), body);
        IndexNames.RequireValid(wanted.Name);
        IndexAdministration.RequireAbsent(session.State, wanted.Name);
        var figures = IndexFigures.Of(session, [old])[0];
        var conditions = RolloverConditions.Evaluate(
            body?["conditions"], figures, clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(old.CreatedMillis));
        var met = conditions.Count == 0 || (conditions.Any(c => c.IsMax && c.Met) && conditions.All(c => c.IsMax || c.Met));
        var rolls = met && !dryRun;
        if (rolls)
        {
            administration.Create(session, wanted);
            Turn(session, alias, old, session.State.Indices[wanted.Name]);
        }

        var shown = new JsonObject();
        foreach (var (text, _, holds) in conditions)
            shown[text] = holds;
        return Reply.Of(new JsonObject
        {
            ["acknowledged"] = rolls,
            ["shards_acknowledged"] = rolls,
            ["old_index"] = old.Name,
            ["new_index"] = wanted.Name,
            ["rolled_over"] = rolls,
            ["dry_run"] = dryRun,
            ["lazy"] = false,
            ["conditions"] = shown,
        });
    }

    // An alias that names its write index keeps the old one for reading; any other moves as a whole.
    private static void Turn(WriteSession session, string alias, IndexState old, IndexState next)
    {
        var named = old.Aliases[alias].IsWriteIndex == true;
        var moved = AliasState.Plain(alias) with { IsWriteIndex = named ? true : null, IsHidden = old.Aliases[alias].IsHidden };
        session.Save(next with { Aliases = next.Aliases.SetItem(alias, moved) });
        session.Save(old with
        {
            Aliases = named ? old.Aliases.SetItem(alias, old.Aliases[alias] with { IsWriteIndex = false }) : old.Aliases.Remove(alias),
        });
    }

    private static IndexState WriteIndex(ClusterState state, string alias)
    {
        var indices = state.ByAlias[alias].ToList();
        if (indices.Count == 0)
        {
            throw (state.Indices.ContainsKey(alias)
                ? Failure.IllegalArgument("rollover target is a [concrete index] but one of [alias,data_stream] was expected")
                : new Failure(FailureKind.ResourceNotFound, $"rollover target [{alias}] does not exist")).Raise();
        }

        return indices.Find(index => index.Aliases[alias].IsWriteIndex == true)
            ?? (indices is [var only] && only.Aliases[alias].IsWriteIndex != false
                ? only
                : throw Failure.IllegalArgument($"rollover target [{alias}] does not point to a write index").Raise());
    }

    private static NewIndex Wanted(string name, JsonValue? body)
    {
        var wanted = new NewIndex(name);
        foreach (var (key, nameStart, value) in body?.Members ?? [])
        {
            wanted = key switch
            {
                "conditions" => wanted,
                "settings" => wanted with { Settings = IndexSettingsParser.Parse(value) },
                "mappings" => wanted with { Mapping = MappingParser.Parse(value) },
                "aliases" => wanted with { Aliases = [.. AliasParser.ParseAll(value).Values.Select(AliasFilter.Checked)] },
                _ => throw new Failure(FailureKind.XContentParse, $"{value.LocationAt(nameStart)} [rollover] unknown field [{key}]").Raise(),
            };
        }

        return wanted;
    }

    private static string NextName(string name)
    {
        if (Numbered().Match(name) is not { Success: true } match)
            throw Failure.IllegalArgument($"index name [{name}] does not match pattern '^.*-\\d+$'").Raise();
        var next = long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) + 1;
        return match.Groups[1].Value + next.ToString("D6", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(.*-)(\d{1,18})$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
