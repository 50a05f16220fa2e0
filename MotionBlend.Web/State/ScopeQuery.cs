using MotionBlend.Domain.Quality.Rules;
using MotionBlend.Domain.Search;

namespace MotionBlend.Web.State;

/// <summary>
/// What is typed into the scope bar: a blend id opens the blend, motion ids filter by either motion, and parameters of the
/// address grammar (<c>cat=poor fid=30..</c>) are added to the filter.
/// </summary>
public static class ScopeQuery
{
    /// <summary>Reads the text against the present state.</summary>
    public static ScopeQueryResult Read(string text, DashboardAddress address)
    {
        var words = text.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1 && BlendIdRule.IsBlendId(words[0]))
        {
            return new ScopeQueryResult.Go(address.Blend(words[0]));
        }

        var added = new Dictionary<string, string>(StringComparer.Ordinal);
        var motions = new List<string>();
        foreach (var word in words)
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
            {
                added[word[..at]] = word[(at + 1)..];
            }
            else if (MotionIdRule.IsMotionId(word))
            {
                motions.Add(word);
            }
            else
            {
                return new ScopeQueryResult.Fault($"\"{word}\" is neither a motion id, a blend id nor a parameter such as cat=poor or fid=30..");
            }
        }

        if (motions.Count > 0)
        {
            added["motion"] = string.Join(',', motions);
        }

        return Add(added, address);
    }

    private static ScopeQueryResult Add(Dictionary<string, string> added, DashboardAddress address)
    {
        if (added.Count == 0)
        {
            return new ScopeQueryResult.Fault("Type a motion id, a blend id, or parameters such as cat=poor fid=30..");
        }

        var kept = BlendQueryString.Format(address.Search.Filter).Where(parameter => !added.ContainsKey(parameter.Key));
        var search = BlendQueryString.Parse(kept.Concat(added), out var errors);
        return errors.Count > 0
            ? new ScopeQueryResult.Fault($"{errors[0].Parameter} {errors[0].Message}")
            : new ScopeQueryResult.Go(address.Path is DashboardAddress.OverviewPath or DashboardAddress.ExplorePath
                ? address.With(search.Filter)
                : address.Explore(search.Filter));
    }
}

/// <summary>Where the text leads, or why it leads nowhere.</summary>
public abstract record ScopeQueryResult
{
    private ScopeQueryResult()
    {
    }

    /// <summary>Go there.</summary>
    /// <param name="Address">The state meant.</param>
    public sealed record Go(DashboardAddress Address) : ScopeQueryResult;

    /// <summary>Cannot be read.</summary>
    /// <param name="Message">Why, for people.</param>
    public sealed record Fault(string Message) : ScopeQueryResult;
}
