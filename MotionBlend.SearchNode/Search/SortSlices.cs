using System.Collections.Concurrent;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// Where a field's best values probably begin, told by a sample of its index. A sorted page that is full within such a
/// slice of the documents is the page of all of them; one that is not is looked for in more. So a sample may be old or
/// unlucky without a page being wrong.
/// </summary>
internal sealed class SortSlices
{
    /// <summary>Shares of the documents that slices hold.</summary>
    public static readonly IReadOnlyList<double> Shares = [0.005, 0.02, 0.1];

    // Below, sorting all matching documents is quicker than missing once.
    private const long LeastDocuments = 50_000;
    private const int MostSamples = 1_000;
    private const long WritesPerSample = 200;

    // The first slice holds so many times the page: most queries match a part of the documents.
    private const long FirstFactor = 20;
    private const double NextFactor = 5;

    private readonly ConcurrentDictionary<(string Index, string Column), SliceSample> _samples = new();

    /// <summary>The slices in which to look for a page, the smallest first; none where they cannot help.</summary>
    public IEnumerable<QueryNode> Of(ReadSession session, HitQuery query)
    {
        if (query is not { After: null, Group: null, Request.TerminateAfter: null } || FirstKey(query) is not var (target, field, descending))
            yield break;
        var sample = SampleOf(session, target, field);
        var wanted = ((long)query.Request.From + query.Request.Size) * FirstFactor;
        var tried = 0.0;
        for (var i = 0; i < Shares.Count && sample.Documents >= LeastDocuments; i++)
        {
            if (Shares[i] * sample.Documents < wanted || Shares[i] < tried * NextFactor)
                continue;
            if ((descending ? sample.Highest : sample.Lowest) is not { } bounds)
                yield break;
            tried = Shares[i];
            var bound = field.Type.Family == FieldFamily.Float ? ColumnValue.Of(bounds[i]) : ColumnValue.Of((long)bounds[i]);
            yield return descending
                ? new BetweenNode(field) { From = bound, IncludeFrom = true }
                : new BetweenNode(field) { To = bound, IncludeTo = true };
        }
    }

    /// <summary>The field that hits are sorted by first, where its values alone decide: a number of one index, missing ones last.</summary>
    public static (SearchTarget Target, MappedField Field, bool Descending)? FirstKey(HitQuery query) =>
        query is { Targets: [var target], Sort: [{ Mixed: false, Key: { MissingFirst: false, MissingValue: null, NumericType: null } key }, ..] }
        && target.Context.Field(key.Field) is { Many: false, Type.Family: FieldFamily.Integer or FieldFamily.Float or FieldFamily.Date } field
            ? (target, field, key.Descending)
            : null;

    private SliceSample SampleOf(ReadSession session, SearchTarget target, MappedField field)
    {
        var key = (target.Index.Uuid, field.ColumnName);
        if (_samples.TryGetValue(key, out var known) && session.Moment - known.Moment < WritesPerSample)
            return known;
        if (_samples.Count > MostSamples)
            _samples.Clear();
        return _samples[key] = SortSliceSql.Sample(session, target.Index, field, LeastDocuments);
    }
}

/// <summary>What a sample tells of a field.</summary>
/// <param name="Moment">When it was taken.</param>
/// <param name="Documents">Documents in the index.</param>
/// <param name="Lowest">The end of the slice of the lowest values for each share; null where no value was met.</param>
/// <param name="Highest">The beginning of the slice of the highest values for each share.</param>
internal sealed record SliceSample(long Moment, long Documents, IReadOnlyList<double>? Lowest, IReadOnlyList<double>? Highest);
