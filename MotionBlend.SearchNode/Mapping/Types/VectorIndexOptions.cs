using System.Globalization;
using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping.Types;

/// <summary>
/// The <c>index_options</c> of a vector field: how Elasticsearch would index it. This node compares every vector whatever
/// they say, so they are checked, kept and shown.
/// </summary>
/// <param name="Type">Name of the structure.</param>
internal sealed record VectorIndexOptions(string Type)
{
    /// <summary>What a float vector gets that says nothing of it.</summary>
    public static readonly VectorIndexOptions Default = new("int8_hnsw") { Connections = 16, BuildCandidates = 100 };

    /// <summary>Fewest dimensions that the binary quantization of Elasticsearch takes.</summary>
    private const int LeastBinaryDims = 64;

    // A structure may become a later one of these; the binary one only the binary graph.
    private static readonly string[] Order = ["flat", "int8_flat", "int4_flat", "bbq_flat", "hnsw", "int8_hnsw", "int4_hnsw", "bbq_hnsw"];

    /// <summary>The <c>m</c> of a graph; null for flat ones.</summary>
    public int? Connections { get; init; }

    /// <summary>The <c>ef_construction</c> of a graph; null for flat ones.</summary>
    public int? BuildCandidates { get; init; }

    public float? ConfidenceInterval { get; init; }

    /// <summary>The <c>oversample</c> of <c>rescore_vector</c>.</summary>
    public float? Oversample { get; init; }

    private bool IsGraph => Type.EndsWith("hnsw", StringComparison.Ordinal);

    private bool IsBinary => Type.StartsWith("bbq", StringComparison.Ordinal);

    private bool IsInteger => Type.StartsWith("int", StringComparison.Ordinal);

    /// <summary>Reads the options of a field.</summary>
    /// <exception cref="FailureException">The structure is unknown, or does not have an option.</exception>
    public static VectorIndexOptions Parse(string field, JsonValue value)
    {
        if (value.Kind != JsonKind.Object)
            throw Refused($"[index_options] on field [{field}] must be an object").Raise();
        var type = value["type"]?.Text ?? throw FieldParameters.Refused("[index_options] requires field [type] to be configured").Raise();
        if (!Order.Contains(type))
            throw FieldParameters.Refused($"Unknown vector index options type [{type}] for field [{field}]").Raise();
        var options = new VectorIndexOptions(type);
        if (options.IsGraph)
            options = options with { Connections = 16, BuildCandidates = 100 };
        if (type is "int4_flat" or "int4_hnsw")
            options = options with { ConfidenceInterval = 0 };
        if (options.IsBinary)
            options = options with { Oversample = 3 };
        foreach (var (name, _, option) in value.Members)
        {
            options = name switch
            {
                "type" => options,
                "m" when options.IsGraph => options with { Connections = Integer(option) },
                "ef_construction" when options.IsGraph => options with { BuildCandidates = Integer(option) },
                "confidence_interval" when options.IsInteger => options with { ConfidenceInterval = (float)option.AsDouble() },
                "rescore_vector" when options.IsInteger || options.IsBinary => options with { Oversample = Oversampling(option) },
                _ => throw FieldParameters.Refused(
                    $"Mapping definition for [{field}] has unsupported parameters:  [{name} : {Text(option)}]").Raise(),
            };
        }

        return options;
    }

    /// <summary>Refuses a number of dimensions that the structure does not take.</summary>
    public Failure? Fault(int dims) => this switch
    {
        { IsBinary: true } when dims < LeastBinaryDims => Failure.IllegalArgument(
            $"{Type} does not support dimensions fewer than {LeastBinaryDims}; provided={dims}"),
        { Type: "int4_flat" or "int4_hnsw" } when dims % 2 != 0 => Failure.IllegalArgument($"{Type} only supports even dimensions; provided={dims}"),
        _ => null,
    };

    /// <summary>Whether a field of these options may be given others.</summary>
    public bool MayBecome(VectorIndexOptions other)
    {
        var (from, to) = (Array.IndexOf(Order, Type), Array.IndexOf(Order, other.Type));
        return to >= from
            && (Type != "bbq_flat" || other.IsBinary)
            && (!IsGraph || other.Connections >= Connections)
            && (Type != other.Type || ConfidenceInterval is null || ConfidenceInterval == other.ConfidenceInterval);
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("index_options");
        writer.WriteString("type", Type);
        if (Connections is { } m)
            writer.WriteNumber("m", m);
        if (BuildCandidates is { } candidates)
            writer.WriteNumber("ef_construction", candidates);
        if (ConfidenceInterval is { } interval)
            Float(writer, "confidence_interval", interval);
        if (Oversample is { } oversample)
        {
            writer.WriteStartObject("rescore_vector");
            Float(writer, "oversample", oversample);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>The options as a conflict of mappings names them.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{{type={Type}");
        if (IsGraph)
            text.Append(CultureInfo.InvariantCulture, $", m={Connections}, ef_construction={BuildCandidates}");
        if (IsInteger)
        {
            text.Append(CultureInfo.InvariantCulture, $", confidence_interval={(ConfidenceInterval is { } interval ? JavaNumbers.Text(interval) : "null")}");
            text.Append(CultureInfo.InvariantCulture, $", rescore_vector={(Oversample is { } oversample ? JavaNumbers.Text(oversample) : "none")}");
        }

        return text.Append('}').ToString();
    }

    private static void Float(Utf8JsonWriter writer, string name, float value)
    {
        writer.WritePropertyName(name);
        JavaNumbers.Write(writer, value);
    }

    private static int Integer(JsonValue value) => int.TryParse(value.Text, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Refused(new Failure(FailureKind.NumberFormat, $"For input string: \"{value.Text}\"")).Raise();

    private static float Oversampling(JsonValue value)
    {
        if (value["oversample"] is not { } oversample)
            throw Refused("Invalid rescore_vector value. Missing required field oversample").Raise();
        var factor = (float)oversample.AsDouble();
        return factor is 0 or >= 1 ? factor : throw Refused("oversample must be greater than 1 or exactly 0").Raise();
    }

    private static string Text(JsonValue value) =>
        value.Kind is JsonKind.Object or JsonKind.Array ? Encoding.UTF8.GetString(value.Raw.Span) : value.Text;

    private static Failure Refused(string reason) => Refused(Failure.IllegalArgument(reason));

    private static Failure Refused(Failure cause) => new(FailureKind.MapperParsing, $"Failed to parse mapping: {cause.Reason}") { CausedBy = cause };
}
