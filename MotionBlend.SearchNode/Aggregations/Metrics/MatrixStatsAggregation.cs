using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>
/// <c>matrix_stats</c>: moments of several numeric fields and how they go together, over the documents that have all of them.
/// </summary>
internal sealed record MatrixStatsAggregation(string Name, IReadOnlyList<string> Fields) : Aggregation(Name)
{
    public override string Kind => "matrix_stats";

    public override bool TakesChildren => false;

    /// <summary>Which of a document's several values counts.</summary>
    public SortMode Mode { get; init; } = SortMode.Avg;

    /// <summary>Values of documents that have none, by field.</summary>
    public IReadOnlyDictionary<string, JsonValue> Missing { get; init; } = new Dictionary<string, JsonValue>();

    public static Aggregation Parse(AggregationBody body)
    {
        var aggregation = new MatrixStatsAggregation(body.Name, []);
        foreach (var member in body.TakeAll().Members)
        {
            var value = member.Value;
            aggregation = (member.Name, value.Kind) switch
            {
                ("fields", JsonKind.String) => aggregation with { Fields = [value.Text] },
                ("fields", JsonKind.Array) => aggregation with { Fields = [.. value.Items.Select(item => Field(item, body.Name))] },
                ("missing", JsonKind.Object) => aggregation with { Missing = value.Members.ToDictionary(field => field.Name, field => field.Value) },
                ("mode", JsonKind.String) => aggregation with { Mode = ReadMode(value.Text) },
                ("script", _) or ("value_type", JsonKind.String) => throw Failure.Parsing(
                    $"Unexpected token {value.TokenName} [{member.Name}] in [{body.Name}]. Multi-field aggregations do not support scripts.",
                    value.Location).Raise(),
                _ => throw Unexpected(member.Name, value, body.Name).Raise(),
            };
        }

        return aggregation;
    }

    public override void Require(RowColumns columns)
    {
        foreach (var field in Fields)
        {
            var column = columns.Field(field);
            columns.RequireFamily(this, column, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);
            columns.RequireMissing(column, Missing.GetValueOrDefault(field), numeric: true, format: null);
        }
    }

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var values = Values(run);
        if (values.Count == 0)
            return new Dictionary<BucketKey, AggregationResult>();
        var parameters = new SqlParameters();
        return run.Session.Query(
                parameters.Statement(MatrixStatsSql.Select(values, Mode, rows, parameters)),
                row => (Key: BucketSql.ReadKey(row, rows.Keys), Stats: MatrixStatsSql.Read(row, rows.Keys, values.Count)))
            .Where(bucket => bucket.Stats.Count > 0)
            .ToDictionary(
                bucket => bucket.Key,
                AggregationResult (bucket) => new MatrixStatsResult([.. values.Select(value => value.Column.Path)], bucket.Stats));
    }

    public override AggregationResult Empty(AggregationRun run) => new MatrixStatsResult([], FieldMoments.None);

    // A field that no index has is left out, unless something stands for it.
    private List<RowValue> Values(AggregationRun run) =>
    [
        .. Fields.Distinct(StringComparer.Ordinal)
            .Select(run.Columns.Field)
            .Select(column => new RowValue(column, MissingValue.Of(column, Missing.GetValueOrDefault(column.Path), numeric: true, format: null)))
            .Where(value => value.Column.Type is not null || value.Missing is not null),
    ];

    private static string Field(JsonValue item, string name) =>
        item.Kind == JsonKind.String ? item.Text : throw Unexpected("fields", item, name).Raise();

    private static Failure Unexpected(string key, JsonValue value, string name) =>
        Failure.Parsing($"Unexpected token {value.TokenName} [{key}] in [{name}].", value.Location);

    private static SortMode ReadMode(string name) => name.ToLowerInvariant() switch
    {
        "avg" => SortMode.Avg,
        "min" => SortMode.Min,
        "max" => SortMode.Max,
        "sum" => SortMode.Sum,
        "median" => SortMode.Median,
        _ => throw Failure.IllegalArgument($"Illegal sort mode: {name}").Raise(),
    };
}
