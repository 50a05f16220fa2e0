using System.Text.Json.Nodes;
using MotionBlend.Domain.Blends;

namespace MotionBlend.Domain.Indexing;

/// <summary>
/// Mapping of a blend index: <c>dynamic: strict</c>, one property for each field of <see cref="BlendFields"/>, and the vector.
/// Read by the exporter to create an index and by the dashboard's mapping check.
/// </summary>
public static class BlendIndexMapping
{
    /// <summary>Format of the date fields.</summary>
    public const string DateFormat = "strict_date_optional_time||epoch_millis";

    /// <summary>Every field that the mart has, with its type, in its column order.</summary>
    public static IReadOnlyList<(string Field, BlendFieldType Type)> Fields { get; } =
    [
        (BlendFields.BlendId, BlendFieldType.Keyword),
        (BlendFields.LeftMotionId, BlendFieldType.Keyword),
        (BlendFields.RightMotionId, BlendFieldType.Keyword),
        (BlendFields.BlendRatio, BlendFieldType.Float),
        (BlendFields.TransitionStartFrame, BlendFieldType.Integer),
        (BlendFields.TransitionEndFrame, BlendFieldType.Integer),
        (BlendFields.Method, BlendFieldType.Keyword),
        (BlendFields.Fid, BlendFieldType.Float),
        (BlendFields.Coverage, BlendFieldType.Float),
        (BlendFields.GlobalDiversity, BlendFieldType.Float),
        (BlendFields.LocalDiversity, BlendFieldType.Float),
        (BlendFields.InterDiversity, BlendFieldType.Float),
        (BlendFields.IntraDiversity, BlendFieldType.Float),
        (BlendFields.L2VelocityMean, BlendFieldType.Float),
        (BlendFields.L2VelocityStd, BlendFieldType.Float),
        (BlendFields.L2VelocityMax, BlendFieldType.Float),
        (BlendFields.L2VelocityTransition, BlendFieldType.Float),
        (BlendFields.L2AccelerationMean, BlendFieldType.Float),
        (BlendFields.L2AccelerationStd, BlendFieldType.Float),
        (BlendFields.L2AccelerationMax, BlendFieldType.Float),
        (BlendFields.L2AccelerationTransition, BlendFieldType.Float),
        (BlendFields.TransitionSmoothness, BlendFieldType.Float),
        (BlendFields.VelocityRatio, BlendFieldType.Float),
        (BlendFields.AccelerationRatio, BlendFieldType.Float),
        (BlendFields.QualityScore, BlendFieldType.Float),
        (BlendFields.QualityCategory, BlendFieldType.Keyword),
        (BlendFields.HasVelocitySpike, BlendFieldType.Boolean),
        (BlendFields.HasRoughTransition, BlendFieldType.Boolean),
        (BlendFields.HasDistributionMismatch, BlendFieldType.Boolean),
        (BlendFields.CreatedAt, BlendFieldType.Date),
        (BlendFields.UpdatedAt, BlendFieldType.Date),
        (BlendFields.ComputedAt, BlendFieldType.Date),
    ];

    /// <summary>The body of <c>PUT /{index}</c>: settings, mapping, and the run that makes the index in <c>_meta</c>.</summary>
    /// <param name="settings">Shards, replicas, refresh and window.</param>
    /// <param name="exportRun">Id of the export run.</param>
    public static JsonObject CreateIndexBody(BlendIndexSettings settings, string exportRun) => new()
    {
        ["settings"] = new JsonObject
        {
            ["index"] = new JsonObject
            {
                ["number_of_shards"] = settings.Shards,
                ["number_of_replicas"] = settings.Replicas,
                ["refresh_interval"] = settings.RefreshInterval,
                ["max_result_window"] = settings.MaxResultWindow,
            },
        },
        ["mappings"] = Mappings(exportRun),
    };

    /// <summary>The mapping alone.</summary>
    /// <param name="exportRun">Id of the export run, kept in <c>_meta</c>.</param>
    public static JsonObject Mappings(string exportRun)
    {
        var properties = new JsonObject();
        foreach (var (field, type) in Fields)
        {
            properties[field] = type == BlendFieldType.Date
                ? new JsonObject { ["type"] = TypeName(type), ["format"] = DateFormat }
                : new JsonObject { ["type"] = TypeName(type) };
        }

        properties[MetricVector.Field] = Vector();
        return new JsonObject
        {
            ["dynamic"] = "strict",
            ["_meta"] = new JsonObject { ["schema_version"] = BlendIndex.SchemaVersion, ["export_run"] = exportRun },
            ["properties"] = properties,
        };
    }

    /// <summary>The mapping of <see cref="MetricVector.Field"/> alone, for an index that was made without it.</summary>
    public static JsonObject VectorUpdate() => new() { ["properties"] = new JsonObject { [MetricVector.Field] = Vector() } };

    /// <summary>Elasticsearch's name of a type.</summary>
    public static string TypeName(BlendFieldType type) => type switch
    {
        BlendFieldType.Keyword => "keyword",
        BlendFieldType.Float => "float",
        BlendFieldType.Integer => "integer",
        BlendFieldType.Boolean => "boolean",
        BlendFieldType.Date => "date",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    // Compared one by one: so few dimensions need no graph, which would slow loading down and miss some neighbours.
    private static JsonObject Vector() => new()
    {
        ["type"] = "dense_vector",
        ["dims"] = MetricVector.Scales.Count,
        ["index"] = true,
        ["similarity"] = "l2_norm",
        ["index_options"] = new JsonObject { ["type"] = "flat" },
    };
}
