using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Mapping.Dates;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>
/// The one place that turns index expressions into indices: comma lists, wildcards, exclusions, <c>_all</c>, aliases and
/// date math names.
/// </summary>
internal sealed class IndexResolver(TimeProvider clock)
{
    /// <summary>The indices that an expression means, each once, in the order of their first mention.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="expression">The path's index part; null or <c>_all</c> means all.</param>
    /// <param name="options">How wildcards and missing names are treated.</param>
    /// <exception cref="FailureException">A concrete name is missing, or nothing matched where something must.</exception>
    public IReadOnlyList<IndexState> Resolve(ClusterState state, string? expression, IndicesOptions options)
    {
        var found = new List<IndexState>();
        var parts = (expression ?? "_all").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            parts = ["_all"];
        var sawWildcard = false;
        foreach (var part in parts)
        {
            var name = part == "_all" ? "*" : DateMathName(part);
            if (sawWildcard && name.StartsWith('-'))
            {
                found.RemoveAll(index => Names(index).Any(n => Wildcard.Matches(name.AsSpan(1), n)));
                continue;
            }

            if (Wildcard.IsPattern(name) && (options.ExpandsWildcards || part == "_all"))
            {
                sawWildcard = true;
                found.AddRange(Expand(state, name, options).Where(index => !found.Contains(index)));
                continue;
            }

            found.AddRange(Concrete(state, name, options).Where(index => !found.Contains(index)));
        }

        if (found.Count == 0 && !options.AllowNoIndices)
            throw Failure.IndexNotFound(expression ?? "_all").Raise();
        return found;
    }

    /// <summary>The names that an expression means, of indices and of aliases: an alias stands for itself here, whatever its indices are.</summary>
    /// <exception cref="FailureException">A concrete name is missing, or nothing matched where something must.</exception>
    public IReadOnlyCollection<string> ResolveNames(ClusterState state, string expression, IndicesOptions options)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var sawWildcard = false;
        foreach (var part in expression.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part == "_all" ? "*" : DateMathName(part);
            if (sawWildcard && name.StartsWith('-'))
            {
                found.RemoveWhere(known => Wildcard.Matches(name.AsSpan(1), known));
                continue;
            }

            if (Wildcard.IsPattern(name) && (options.ExpandsWildcards || part == "_all"))
            {
                sawWildcard = true;
                found.UnionWith(state.Indices.Values.Where(index => IsReached(index, options) && IsNamed(index, name, options)).Select(index => index.Name));
                found.UnionWith(state.Indices.Values.SelectMany(index => AliasesNamed(index, name, options)));
            }
            else if (Concrete(state, name, options).Count > 0)
            {
                found.Add(name);
            }
        }

        return found.Count > 0 || options.AllowNoIndices ? found : throw Failure.IndexNotFound(expression).Raise();
    }

    /// <summary>The index of a name that means one: its own, or that of an alias. Lists and patterns are no such names.</summary>
    /// <exception cref="FailureException">There is no such index, or the name means several.</exception>
    public IndexState Single(ClusterState state, string name)
    {
        if (name == "_all")
            throw Failure.IllegalArgument("unable to return a single index as the index and options provided got resolved to multiple indices").Raise();
        var indices = Concrete(state, DateMathName(name), IndicesOptions.All);
        return indices is [var index]
            ? index
            : throw Failure.IllegalArgument(
                $"alias [{name}] has more than one index associated with it [{string.Join(", ", indices.Select(i => i.Name))}], can't execute a single index op").Raise();
    }

    /// <summary>The index that a write to a name goes to; null when it does not exist and may be created.</summary>
    /// <exception cref="FailureException">The name is an alias without a write index.</exception>
    public IndexState? ResolveWrite(ClusterState state, string name, bool requireAlias)
    {
        var concrete = DateMathName(name);
        var aliased = state.ByAlias[concrete].ToList();
        if (aliased.Count > 0)
        {
            return aliased.FirstOrDefault(i => i.Aliases[concrete].IsWriteIndex == true)
                ?? (aliased is [var only] && only.Aliases[concrete].IsWriteIndex != false
                    ? only
                    : throw Failure.IllegalArgument(
                        $"no write index is defined for alias [{concrete}]. The write index may be explicitly disabled using is_write_index=false "
                        + "or the alias points to multiple indices without one being designated as a write index").Raise());
        }

        if (requireAlias)
        {
            throw Failure.IndexNotFound(
                concrete, $" and [require_alias] request flag is [true] and [{concrete}] is not an alias").Raise();
        }

        return state.Indices.GetValueOrDefault(concrete);
    }

    /// <summary>The routing of a document that is written or read through a name; null for that of its id.</summary>
    /// <exception cref="FailureException">The alias has another routing.</exception>
    public string? Routing(IndexState index, string name, string? routing)
    {
        routing = string.IsNullOrEmpty(routing) ? null : routing;
        if (index.Aliases.GetValueOrDefault(DateMathName(name))?.IndexRouting is not { Length: > 0 } aliased)
            return routing;
        return routing is null || routing == aliased
            ? aliased
            : throw Failure.IllegalArgument(
                $"Alias [{name}] has index routing associated with it [{aliased}], and was provided with routing value [{routing}], rejecting operation").Raise();
    }

    /// <summary>The shards of an index that a search through an expression reaches; null for all.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="expression">The searched names.</param>
    /// <param name="index">One of the indices that they mean.</param>
    /// <param name="reach">What the search says of shards.</param>
    public IReadOnlyList<int>? ReachedShards(ClusterState state, string? expression, IndexState index, ShardReach reach)
    {
        if (index.Settings.Shards == 1)
            return null;
        var shards = Routes(state, expression, index, reach.Routing) is { Count: > 0 } routes
            ? routes.Select(route => ShardRouting.ShardOf(index.Settings, route))
            : Enumerable.Range(0, index.Settings.Shards);
        List<int> reached = [.. shards.Where(shard => reach.Shards?.Contains(shard) != false).Distinct().Order()];
        return reached.Count == index.Settings.Shards ? null : reached;
    }

    // A name without a routing of its own reaches what the search asks for. One that has keeps to it; where the search asks for
    // none of its values, that narrows nothing.
    private HashSet<string>? Routes(ClusterState state, string? expression, IndexState index, IReadOnlyList<string>? asked)
    {
        var routes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in (expression ?? "*").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part == "_all" ? "*" : DateMathName(part);
            var own = Wildcard.Matches(name, index.Name) && !state.ByAlias[name].Any();
            var aliases = index.Aliases.Values.Where(alias => Wildcard.Matches(name, alias.Name));
            foreach (var routing in own ? [null] : aliases.Select(alias => alias.SearchRouting?.Split(',')))
            {
                if (routing is null && asked is null)
                    return null;
                routes.UnionWith(routing is null ? asked! : routing.Where(route => asked?.Contains(route) != false));
            }
        }

        return routes;
    }

    /// <summary>
    /// The filters of the aliases by which an expression reaches an index; empty when it also reaches the index by its
    /// own name, a wildcard on it, or an alias without a filter.
    /// </summary>
    public IReadOnlyList<string> AliasFilters(ClusterState state, string? expression, IndexState index)
    {
        var filters = new List<string>();
        foreach (var part in (expression ?? "*").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part == "_all" ? "*" : DateMathName(part);
            if (Wildcard.Matches(name, index.Name) && !state.ByAlias[name].Any())
                return [];
            foreach (var alias in index.Aliases.Values.Where(alias => Wildcard.Matches(name, alias.Name)))
            {
                if (alias.Filter is null)
                    return [];
                filters.Add(alias.Filter);
            }
        }

        return filters;
    }

    /// <summary>The name that a write creates when nothing of that name exists.</summary>
    public string NewName(string name) => DateMathName(name);

    private static List<IndexState> Concrete(ClusterState state, string name, IndicesOptions options)
    {
        if (state.Indices.TryGetValue(name, out var index))
            return [index];
        var aliased = state.ByAlias[name].ToList();
        if (aliased.Count > 0)
        {
            if (!options.Aliases && !options.IgnoreUnavailable)
            {
                throw Failure.IllegalArgument(
                    $"The provided expression [{name}] matches an alias, specify the corresponding concrete indices instead.").Raise();
            }

            return options.Aliases ? aliased : [];
        }

        if (options.IgnoreUnavailable)
            return [];
        if (name.StartsWith('_'))
            IndexNames.RequireValid(name);
        throw Failure.IndexNotFound(
            name,
            name.StartsWith('-')
                ? " and if you intended to exclude this index, ensure that you use wildcards that include it before explicitly excluding it"
                : null).Raise();
    }

    private static List<IndexState> Expand(ClusterState state, string pattern, IndicesOptions options)
    {
        var matched = state.Indices.Values
            .Where(index => IsReached(index, options)
                && (IsNamed(index, pattern, options) || (options.Aliases && AliasesNamed(index, pattern, options).Any())))
            .ToList();
        return matched.Count > 0 || options.AllowNoIndices ? matched : throw Failure.IndexNotFound(pattern).Raise();
    }

    private static bool IsReached(IndexState index, IndicesOptions options) => index.Closed ? options.Closed : options.Open;

    private static bool IsNamed(IndexState index, string pattern, IndicesOptions options) =>
        (options.Hidden || !index.Hidden || pattern.StartsWith('.')) && Wildcard.Matches(pattern, index.Name);

    // An alias that shows itself leads to hidden indices, too.
    private static IEnumerable<string> AliasesNamed(IndexState index, string pattern, IndicesOptions options) => index.Aliases.Values
        .Where(alias => (options.Hidden || alias.IsHidden != true) && Wildcard.Matches(pattern, alias.Name))
        .Select(alias => alias.Name);

    private static IEnumerable<string> Names(IndexState index) => index.Aliases.Keys.Prepend(index.Name);

    // <name-{now/d}>, <name-{now/M{yyyy.MM}}>, <name-{now/d{yyyy.MM.dd|+12:00}}>
    private string DateMathName(string name)
    {
        if (name.Length < 2 || name[0] != '<' || name[^1] != '>')
            return name;
        var text = new System.Text.StringBuilder();
        var at = 1;
        while (at < name.Length - 1)
        {
            if (name[at] != '{')
            {
                text.Append(name[at++]);
                continue;
            }

            var end = name.IndexOf('}', at);
            var open = name.IndexOf('{', at + 1);
            if (open >= 0 && open < end)
                end = name.IndexOf("}}", at, StringComparison.Ordinal) is var both and >= 0 ? both + 1 : -1;
            if (end < 0)
                throw new Failure(FailureKind.Parse, $"invalid dynamic name expression [{name[1..^1]}]. date math placeholder is open ended").Raise();
            text.Append(Placeholder(name[(at + 1)..end]));
            at = end + 1;
        }

        return text.ToString();
    }

    private string Placeholder(string expression)
    {
        var (math, format, zone) = (expression, "uuuu.MM.dd", TimeZoneInfo.Utc);
        var open = expression.IndexOf('{', StringComparison.Ordinal);
        if (open >= 0)
        {
            var inside = expression[(open + 1)..].TrimEnd('}').Split('|');
            (math, format) = (expression[..open], inside[0]);
            if (inside.Length > 1)
                zone = TimeZones.Find(inside[1]);
        }

        var millis = DateMath.Parse(math, DateFormat.Default, zone, roundUp: false, clock.GetUtcNow().ToUnixTimeMilliseconds());
        return DateFormat.Of(format).Write(millis, zone);
    }
}
