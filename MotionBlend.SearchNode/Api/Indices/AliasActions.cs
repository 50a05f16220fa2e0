using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>What became of one alias action: null when it was done.</summary>
internal sealed record AliasActionResult(AliasAction Action, IReadOnlyList<string> Indices, Failure? Failure);

/// <summary>Executes alias actions in one transaction: readers see all of them or none.</summary>
internal sealed class AliasActions(NodeStorage storage, IndexResolver resolver, IndexAdministration administration)
{
    /// <summary>Executes actions.</summary>
    /// <exception cref="FailureException">One cannot be done; then none is. A removal of a missing alias fails alone where others succeed.</exception>
    public Task<IReadOnlyList<AliasActionResult>> ExecuteAsync(IReadOnlyList<AliasAction> actions, CancellationToken cancellationToken) =>
        storage.WriteAsync<IReadOnlyList<AliasActionResult>>(
            session =>
            {
                // What the actions name is looked up before any of them is done. Indices are removed first, so that an
                // alias may take the name of one.
                var before = session.State;
                var resolved = actions.Select(action => (Action: action, Indices: Indices(before, action))).ToList();
                var results = resolved
                    .OrderBy(entry => entry.Action.Kind == AliasActionKind.RemoveIndex ? 0 : 1)
                    .Select(entry => Execute(session, before, entry.Action, entry.Indices))
                    .ToList();
                if (results.TrueForAll(result => result.Failure is not null))
                    throw results[0].Failure!.Raise();
                foreach (var result in results)
                    if (result is { Failure: { } failure, Action.MustExist: true })
                        throw failure.Raise();
                return results;
            },
            cancellationToken);

    private IReadOnlyList<IndexState> Indices(ClusterState state, AliasAction action) => resolver.Resolve(
        state, string.Join(',', action.Indices), IndicesOptions.All with { Aliases = false, AllowNoIndices = action.Kind != AliasActionKind.Add });

    private AliasActionResult Execute(WriteSession session, ClusterState before, AliasAction action, IReadOnlyList<IndexState> indices)
    {
        var failure = action.Kind switch
        {
            AliasActionKind.Add => Add(session, action, indices),
            AliasActionKind.Remove => Remove(session, before, action, indices),
            _ => RemoveIndices(session, indices),
        };
        return new AliasActionResult(action, [.. indices.Select(index => index.Name)], failure);
    }

    private static Failure? Add(WriteSession session, AliasAction action, IReadOnlyList<IndexState> indices)
    {
        foreach (var name in action.Aliases)
        {
            IndexNames.RequireValidAlias(name);
            IndexAdministration.RequireNoIndex(session.State, name);
            var alias = AliasFilter.Checked(action.Properties with { Name = name });
            // Elasticsearch cannot check the filter there, and fails.
            if (action.Properties.Filter is not null && indices.FirstOrDefault(index => index.Closed) is { } closed)
                throw Failure.Unsupported($"an alias with a filter on the closed index [{closed.Name}]").Raise();
            foreach (var index in indices)
            {
                var current = session.State.Indices[index.Name];
                session.Save(current with { Aliases = current.Aliases.SetItem(name, alias) });
            }

            RequireOneWriteIndex(session, name);
        }

        return null;
    }

    private static Failure? Remove(WriteSession session, ClusterState before, AliasAction action, IReadOnlyList<IndexState> indices)
    {
        var removed = false;
        foreach (var index in indices)
        {
            var current = session.State.Indices[index.Name];
            var names = before.Indices[index.Name].Aliases.Keys.Where(name => action.Aliases.Any(a => Wildcard.Matches(a == "_all" ? "*" : a, name))).ToList();
            if (names.Count == 0)
                continue;
            removed = true;
            session.Save(current with { Aliases = current.Aliases.RemoveRange(names) });
        }

        return removed
            ? null
            : new Failure(FailureKind.AliasesNotFound, $"aliases [{string.Join(",", action.Aliases)}] missing")
            {
                ResourceType = "aliases",
                ResourceId = string.Join(",", action.Aliases),
            };
    }

    private Failure? RemoveIndices(WriteSession session, IReadOnlyList<IndexState> indices)
    {
        foreach (var index in indices)
            administration.Delete(session, index);
        return null;
    }

    private static void RequireOneWriteIndex(WriteSession session, string alias)
    {
        var writers = session.State.ByAlias[alias].Where(index => index.Aliases[alias].IsWriteIndex == true).Select(index => index.Name).ToList();
        if (writers.Count > 1)
        {
            throw new Failure(
                FailureKind.IllegalState, $"alias [{alias}] has more than one write index [{string.Join(",", writers)}]").Raise();
        }
    }
}
