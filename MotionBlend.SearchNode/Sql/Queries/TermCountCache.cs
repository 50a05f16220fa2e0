using System.Collections.Concurrent;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>Counts of terms, kept until the next write: searches of the same words need not count them again.</summary>
internal sealed class TermCountCache
{
    private const int MostTerms = 10_000;

    private readonly ConcurrentDictionary<(long Moment, int Index, int Column, ColumnValue Value), TermCounts> _counts = new();

    /// <summary>The counts of a term in a moment of the data.</summary>
    public TermCounts Of(long moment, int index, MappedField field, ColumnValue value, Func<TermCounts> count)
    {
        var key = (moment, index, field.Number, value);
        if (_counts.TryGetValue(key, out var known))
            return known;
        if (_counts.Count >= MostTerms)
            _counts.Clear();
        return _counts[key] = count();
    }
}
