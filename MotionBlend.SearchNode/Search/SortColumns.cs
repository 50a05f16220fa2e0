using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Search;

/// <summary>A sort key with the type that it has over the searched indices.</summary>
/// <param name="Key">The key.</param>
/// <param name="Type">Type of its values.</param>
internal sealed record BoundSortKey(SortKey Key, SortType Type)
{
    /// <summary>The format of a date: for the values of <c>search_after</c>, and for hits where the key names one.</summary>
    public DateFormat? DateFormat { get; init; }

    /// <summary>True for a boolean, whose <c>search_after</c> value may be true or false.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>True where indices differ in type, so that a missing value is the end of its own index's range.</summary>
    public bool Mixed { get; init; }
}

/// <summary>Binds the sort keys of a search to the searched indices.</summary>
internal static class SortColumns
{
    /// <summary>The keys with the types of their fields.</summary>
    /// <exception cref="FailureException">A field is unmapped, or cannot be sorted by.</exception>
    public static List<BoundSortKey> Bind(IReadOnlyList<SortKey> keys, IReadOnlyList<SearchTarget> targets) => [.. keys.Select(key => Bind(key, targets))];

    /// <summary>The keys as one index makes them, one after the other: the value for what is missing is looked at before the next key.</summary>
    /// <exception cref="FailureException">The index cannot be sorted so.</exception>
    public static List<BoundSortKey> Make(IReadOnlyList<SortKey> keys, SearchTarget target) =>
    [
        .. keys.Select(key =>
        {
            var bound = Bind(key, [target]);
            RequireMissing([key], target, beforeComparing: true);
            return bound;
        }),
    ];

    /// <summary>The failure for a text field where its values are needed.</summary>
    public static Failure Fielddata(string field, string index) => Failure.IllegalArgument(
        $"Fielddata is disabled on [{field}] in [{index}]. Text fields are not optimised for operations that require per-document field data like "
        + "aggregations and sorting, so these operations are disabled by default. Please use a keyword field instead. Alternatively, set "
        + $"fielddata=true on [{field}] in order to load field data by uninverting the inverted index. Note that this can use significant memory.");

    /// <summary>The type of a field, or of what stands for it where it is not mapped.</summary>
    public static FieldType? TypeIn(SearchTarget target, SortKey key) => target.Context.Field(key.Field) is { } field
        ? field.Type
        : key.UnmappedType is { } name ? Unmapped(name, target) : null;

    private static BoundSortKey Bind(SortKey key, IReadOnlyList<SearchTarget> targets)
    {
        switch (key.Field)
        {
            case SortKey.Score:
                return new BoundSortKey(key, SortType.Score);
            case SortKey.Doc or SortKey.ShardDoc:
                return new BoundSortKey(key, SortType.Doc);
            case "_seq_no" or "_version":
                return new BoundSortKey(key, SortType.Long);
            case "_index":
                return new BoundSortKey(key, SortType.String);
        }

        var types = targets.Select(target => (target, type: Sortable(key, target))).ToList();
        SortType? common = null;
        foreach (var (_, type) in types)
        {
            var sort = SortTypes.Of(type, key.NumericType);
            common = common is { } before
                ? SortTypes.Common(before, sort) ?? throw QueryFailures.ReduceFailed(Incompatible(key, before, sort)).Raise()
                : sort;
        }

        var first = types[0].type;
        return new BoundSortKey(key, common!.Value)
        {
            DateFormat = first is DateType date ? key.Format is { } format ? DateFormat.Of(format) : date.Format : null,
            IsBoolean = first is BooleanType,
            Mixed = types.Select(x => SortTypes.Of(x.type, key.NumericType)).Distinct().Count() > 1,
        };
    }

    private static FieldType Sortable(SortKey key, SearchTarget target)
    {
        if (MetadataFields.SortFailure(key.Field) is { } unsortable)
            throw Failed(target, unsortable);
        var type = TypeIn(target, key) ?? throw Failed(target, new Failure(FailureKind.QueryShard, $"No mapping found for [{key.Field}] in order to sort on"));
        if (type is TextType { Fielddata: false })
            throw Failed(target, Fielddata(target.Context.Field(key.Field) is null ? "__anonymous_" : key.Field, target.Index.Name));
        if (type.Family == FieldFamily.Vector)
            throw Failed(target, Failure.IllegalArgument($"Field [{key.Field}] of type [{type.Name}] doesn't support sort"));
        if (!type.DocValues)
        {
            throw Failed(target, Failure.IllegalArgument(
                $"Can't load fielddata on [{key.Field}] because fielddata is unsupported on fields of type [{type.Name}]. Use doc values instead."));
        }

        if (type.Family is FieldFamily.Keyword or FieldFamily.Text)
        {
            if (key.Mode is SortMode.Avg or SortMode.Sum or SortMode.Median)
                throw Failed(target, new Failure(FailureKind.QueryShard, "we only support AVG, MEDIAN and SUM on number based fields"));
            if (key.NumericType is not null)
                throw Failed(target, new Failure(FailureKind.QueryShard, $"[numeric_type] option cannot be set on a non-numeric field, got {type.Name}"));
        }

        if (key.Format is not null && type.Family is FieldFamily.Integer or FieldFamily.Float)
            throw Failed(target, Failure.IllegalArgument("require a date_time formatter; got [decimal]"));
        if (key.Format is not null && type.Family is FieldFamily.Boolean)
            throw Failed(target, Failure.IllegalArgument($"Field [{key.Field}] of type [{type.Name}] does not support custom formats"));
        return type;
    }

    // Lucene compares what a field holds by itself; what is computed of it, or cast, Elasticsearch's own comparers do.
    private static bool IsComputed(SortKey key, FieldType type) =>
        key.Mode is SortMode.Avg or SortMode.Sum or SortMode.Median
        || type is FloatType { Precision: FloatPrecision.Half }
        || (key.NumericType is { } number && number != type switch
        {
            DateType => SortNumericType.Date,
            IntegerType { Column: ColumnType.BigInt } => SortNumericType.Long,
            FloatType { Precision: FloatPrecision.Double } => SortNumericType.Double,
            _ => (SortNumericType?)null,
        });

    /// <summary>Refuses missing values that the fields of an index cannot have.</summary>
    /// <param name="sort">The keys.</param>
    /// <param name="target">The index.</param>
    /// <param name="beforeComparing">Only of the keys whose value is looked at when the sort is made, not when documents are compared.</param>
    /// <exception cref="FailureException">There is one.</exception>
    public static void RequireMissing(IReadOnlyList<SortKey> sort, SearchTarget target, bool beforeComparing = false)
    {
        foreach (var key in sort)
        {
            if (key.MissingValue is { } missing
                && TypeIn(target, key) is { Family: not (FieldFamily.Keyword or FieldFamily.Text) } type
                && !(beforeComparing && IsComputed(key, type))
                && SortMissing.Of(missing, SortTypes.Of(type, key.NumericType)) is null)
            {
                throw Failed(target, new Failure(FailureKind.NumberFormat, $"For input string: \"{missing.Text}\""));
            }
        }
    }

    /// <summary>A number as it stands for missing values; null when the text is none.</summary>
    public static double? Number(string text) =>
        double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Failure Incompatible(SortKey key, SortType a, SortType b) => Failure.IllegalArgument(
        $"Can't sort on field [{key.Field}]; the field has incompatible sort types: [{Name(a)}] and [{Name(b)}] across shards!");

    private static string Name(SortType type) => type.ToString().ToUpperInvariant();

    private static FieldType Unmapped(string type, SearchTarget target)
    {
        try
        {
            return FieldTypes.Parse(type, new FieldParameters("__anonymous_", type, new JsonValue(default, JsonKind.Object, 0)));
        }
        catch (FailureException)
        {
            throw Failed(target, Failure.IllegalArgument($"No mapper found for type [{type}]"));
        }
    }

    private static FailureException Failed(SearchTarget target, Failure failure) => QueryFailures.AllShardsFailed(
        "query",
        [(target.Index.Name, failure.Kind == FailureKind.QueryShard ? QueryFailures.OnShard(target.Index, failure) : failure)]).Raise();
}
