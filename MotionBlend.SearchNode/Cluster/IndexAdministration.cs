using MotionBlend.SearchNode.Cluster.Templates;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>What a new index is to be.</summary>
internal sealed record NewIndex(string Name)
{
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public RootSpec Mapping { get; init; } = RootSpec.Empty;

    public IReadOnlyCollection<AliasState> Aliases { get; init; } = [];
}

/// <summary>Makes, changes and removes indices, inside a writing transaction.</summary>
internal sealed class IndexAdministration(VersionMaps versions, NodeCounters counters, TimeProvider clock, ILogger<IndexAdministration> log)
{
    /// <summary>Makes an index with its tables.</summary>
    /// <exception cref="FailureException">The name is taken or breaks a rule.</exception>
    public IndexState Create(WriteSession session, NewIndex wanted)
    {
        IndexNames.RequireValid(wanted.Name);
        RequireAbsent(session.State, wanted.Name);
        wanted = TemplateComposition.Apply(session.State.Metadata, wanted);
        var settings = IndexSettings.Default with
        {
            Values = IndexSettings.Default.Values.AddRange(
                wanted.Settings.Where(s => s.Value is not null).Select(s => KeyValuePair.Create(s.Key, s.Value!))),
        };
        if (settings.RoutingShards % settings.Shards != 0)
        {
            throw Failure.IllegalArgument(
                $"the number of source shards [{settings.Shards}] must be a factor of [{settings.RoutingShards}]").Raise();
        }

        RequireRoom(session.State, settings);
        var bound = Normalizers.Bind(wanted.Mapping, settings);
        MappingLimits.Require(bound, settings);
        var number = session.State.Indices.Values.Select(i => i.Number).Append(0).Max() + 1;
        var index = new IndexState(number, wanted.Name, Identifiers.NewUuid(), clock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            Settings = settings,
            Mapping = IndexMapping.Empty.WithSpec(bound),
        };
        foreach (var alias in wanted.Aliases)
        {
            RequireNoIndex(session.State, alias.Name, wanted.Name);
            index = index with { Aliases = index.Aliases.SetItem(alias.Name, alias) };
        }

        versions.Drop(number);
        IndexTable.Create(session, number, index.Mapping);
        session.Save(index);
        session.OnCommitted(() => log.IndexCreated(index.Name));
        return index;
    }

    private static void RequireRoom(ClusterState state, IndexSettings settings)
    {
        var open = state.Indices.Values.Where(index => !index.Closed).Sum(index => (long)Shards(index.Settings));
        if (open + Shards(settings) <= ClusterSettings.MostShards)
            return;
        var failure = Failure.Validation(
            $"this action would add [{Shards(settings)}] shards, but this cluster currently has [{open}]/[{ClusterSettings.MostShards}] maximum normal shards open; "
            + "for more information, see https://www.elastic.co/guide/en/elasticsearch/reference/8.19/size-your-shards.html#troubleshooting-max-shards-open");
        throw (failure with { Kind = FailureKind.Validation }).Raise();
    }

    private static int Shards(IndexSettings settings) => settings.Shards * (1 + settings.Replicas);

    /// <summary>Removes an index with its data.</summary>
    public void Delete(WriteSession session, IndexState index)
    {
        session.Remove(index);
        session.OnCommitted(() =>
        {
            versions.Drop(index.Number);
            counters.Retire(index.Name);
            log.IndexDeleted(index.Name);
        });
    }

    /// <summary>Merges a mapping update into an index.</summary>
    /// <exception cref="FailureException">A field would change its type.</exception>
    public static void PutMapping(WriteSession session, IndexState index, RootSpec update)
    {
        var merged = MappingMerge.Merge(index.Mapping.Spec, Normalizers.Bind(update, index.Settings));
        MappingLimits.Require(merged, index.Settings);
        var mapping = index.Mapping.WithSpec(merged);
        IndexTable.AddColumns(session, index.Number, mapping, index.Mapping.ColumnCount);
        session.Save(index with { Mapping = mapping });
    }

    /// <summary>Refuses a new index with the name of an index or an alias.</summary>
    public static void RequireAbsent(ClusterState state, string name)
    {
        if (state.Indices.TryGetValue(name, out var existing))
        {
            throw new Failure(FailureKind.ResourceAlreadyExists, $"index [{existing.Name}/{existing.Uuid}] already exists")
            {
                IndexUuid = existing.Uuid,
                Index = existing.Name,
            }.Raise();
        }

        if (state.ByAlias[name].Any())
        {
            throw new Failure(FailureKind.InvalidIndexName, $"Invalid index name [{name}], already exists as alias")
            {
                IndexUuid = "_na_",
                Index = name,
            }.Raise();
        }
    }

    /// <summary>Refuses an alias with the name of an index.</summary>
    public static void RequireNoIndex(ClusterState state, string alias, string? newIndex = null)
    {
        if (state.Indices.ContainsKey(alias) || alias == newIndex)
        {
            throw new Failure(
                FailureKind.InvalidAliasName,
                $"Invalid alias name [{alias}]: an index or data stream exists with the same name as the alias").Raise();
        }
    }
}
