using System.Text.Json;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping.Types;

/// <summary>
/// <c>dense_vector</c>: one list of so many 32-bit numbers a document, searched by nearness. The column is a list of floats,
/// since the number of dimensions may only be known with the first document.
/// </summary>
internal sealed record DenseVectorType : FieldType
{
    /// <summary>Most dimensions of a vector.</summary>
    public const int MaxDims = 4096;

    /// <summary>Fewest floats in an array that dynamic mapping takes for a vector.</summary>
    public const int LeastDynamicDims = 128;

    // How far from one the square of a unit vector's length may be.
    private const float UnitTolerance = 1e-3f;

    // How much of a vector an error shows.
    private const int PreviewLength = 5;

    public override string Name => "dense_vector";

    public override ColumnType Column => ColumnType.Float;

    public override FieldFamily Family => FieldFamily.Vector;

    public override bool AlwaysMany => true;

    public override bool TakesStructure => true;

    /// <summary>Numbers in a vector; null until the first document says it.</summary>
    public int? Dims { get; init; }

    public VectorSimilarity Similarity { get; init; }

    public VectorIndexOptions Options { get; init; } = VectorIndexOptions.Default;

    public static DenseVectorType Parse(FieldParameters parameters)
    {
        if (parameters.Text("element_type") is { } element and not "float")
        {
            throw FieldParameters.Refused(element is "byte" or "bit"
                ? $"element_type [{element}] of field [{parameters.Field}] is not supported by this node"
                : $"invalid element_type [{element}]; available types are [byte, float, bit]").Raise();
        }

        var type = new DenseVectorType { Indexed = parameters.Bool("index", true), DocValues = false, Dims = DimsOf(parameters) };
        var similarity = parameters.Text("similarity");
        var options = parameters.Take("index_options");
        if (!type.Indexed && (similarity is not null || options is not null))
        {
            var field = similarity is not null ? "similarity" : "index_options";
            throw Refused(Failure.IllegalArgument(
                $"Field [{field}] can only be specified for a field of type [dense_vector] when it is indexed")).Raise();
        }

        if (similarity is not null)
        {
            type = type with
            {
                Similarity = VectorSimilarities.Parse(similarity) ?? throw FieldParameters.Refused(
                    $"Unknown value [{similarity}] for field [similarity] - accepted values are [l2_norm, cosine, dot_product, max_inner_product]").Raise(),
            };
        }

        if (options is not null)
            type = type with { Options = VectorIndexOptions.Parse(parameters.Field, options) };
        return type.Dims is { } dims && type.Options.Fault(dims) is { } fault ? throw Refused(fault).Raise() : type;
    }

    /// <summary>Refuses a number of dimensions that no vector has.</summary>
    /// <exception cref="FailureException">It is out of range.</exception>
    public static void RequireDims(int dims)
    {
        if (dims is < 1 or > MaxDims)
            throw FieldParameters.Refused($"The number of dimensions should be in the range [1, {MaxDims}] but was [{dims}]").Raise();
    }

    /// <summary>Reads numbers up to the end of the array, or to the first that is one too many: the reader stays there.</summary>
    public override ReadOutcome Read(ref Utf8JsonReader reader, out ColumnValue value, out Failure? cause)
    {
        value = default;
        cause = null;
        // Elasticsearch looks for the first number behind the field's first token, whatever that is.
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        var numbers = new float[Dims is { } dims ? dims + 1 : 16];
        var count = 0;
        while (reader.Read() && (!isArray || reader.TokenType != JsonTokenType.EndArray))
        {
            // One too many is that, whatever it is.
            if (isArray && count == Dims)
            {
                count++;
                break;
            }

            if (reader.TokenType != JsonTokenType.Number || !isArray)
            {
                cause = new Failure(
                    FailureKind.Parsing, $"Failed to parse object: expecting token of type [VALUE_NUMBER] but found [{NameOf(reader.TokenType)}]");
                return ReadOutcome.Malformed;
            }

            if (count == numbers.Length)
                Array.Resize(ref numbers, count * 2);
            // Beyond the range of the type, which only a dimension too many must not hide, the number is infinite.
            numbers[count++] = reader.TryGetSingle(out var number) ? number : (float)reader.GetDouble();
        }

        value = ColumnValue.Of(numbers[..count]);
        return ReadOutcome.Stored;
    }

    /// <summary>
    /// A vector as Elasticsearch gives it back from its index: for cosines it keeps the direction and the length apart, and of their
    /// product a last digit may be another.
    /// </summary>
    public float[] Restored(float[] vector)
    {
        var square = SquareOf(vector);
        if (!Indexed || Similarity != VectorSimilarity.Cosine || Math.Abs(square - 1f) <= UnitTolerance)
            return vector;
        var length = (float)Math.Sqrt(square);
        return Array.ConvertAll(vector, number => number / length * length);
    }

    /// <summary>Why a document cannot have a vector; null when it can.</summary>
    public Failure? DocumentFault(float[] vector, string field, string id)
    {
        var document = $"The [dense_vector] field [{field}] in doc [document with id '{id}'] has";
        if (vector.Length > Dims)
            return Failure.IllegalArgument($"{document} more dimensions than defined in the mapping [{Dims}]");
        return vector.Length != Dims
            ? Failure.IllegalArgument($"{document} a different number of dimensions [{vector.Length}] than defined in the mapping [{Dims}]")
            : ValueFault(vector);
    }

    /// <summary>Why nothing can be searched for with a vector; null when it can.</summary>
    public Failure? QueryFault(float[] vector) => vector.Length != Dims
        ? Failure.IllegalArgument($"The query vector has a different number of dimensions [{vector.Length}] than the document vectors [{Dims}].")
        : ValueFault(vector, isQuery: true);

    public override QueryNode Term(MappedField field, JsonValue value) =>
        throw Failure.IllegalArgument($"Field [{field.Path}] of type [{Name}] doesn't support term queries").Raise();

    public override QueryNode Range(MappedField field, RangeBounds bounds, DateMathContext dates) =>
        throw Failure.IllegalArgument($"Field [{field.Path}] of type [{Name}] does not support range queries").Raise();

    public override void WriteParameters(Utf8JsonWriter writer)
    {
        if (Dims is { } dims)
            writer.WriteNumber("dims", dims);
        writer.WriteBoolean("index", Indexed);
        if (Indexed)
        {
            writer.WriteString("similarity", VectorSimilarities.NameOf(Similarity));
            Options.Write(writer);
        }

        WriteMeta(writer);
    }

    public override FieldType MergedWith(FieldType update, string field)
    {
        var other = (DenseVectorType)update;
        var conflicts = new List<string>();
        if (Dims is not null && Dims != other.Dims)
            conflicts.Add($"[dims] from [{Dims}] to [{other.Dims?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}]");
        if (Indexed != other.Indexed)
            conflicts.Add($"[index] from [{(Indexed ? "true" : "false")}] to [{(other.Indexed ? "true" : "false")}]");
        if (SimilarityName != other.SimilarityName)
            conflicts.Add($"[similarity] from [{SimilarityName}] to [{other.SimilarityName}]");
        if (Indexed && other.Indexed && !Options.MayBecome(other.Options))
            conflicts.Add($"[index_options] from [{Options}] to [{other.Options}]");
        if (conflicts.Count > 0)
        {
            throw Failure.IllegalArgument(
                $"Mapper for [{field}] conflicts with existing mapper:{string.Concat(conflicts.Select(conflict => $"\n\tCannot update parameter {conflict}"))}").Raise();
        }

        return other.Dims is { } dims && other.Options.Fault(dims) is { } fault ? throw fault.Raise() : other;
    }

    private string SimilarityName => Indexed ? VectorSimilarities.NameOf(Similarity) : "null";

    private Failure? ValueFault(float[] vector, bool isQuery = false)
    {
        var infinite = Array.FindIndex(vector, number => !float.IsFinite(number));
        if (infinite >= 0)
        {
            return Failure.IllegalArgument(
                $"element_type [float] vectors do not support infinite values but found [{JavaNumbers.Text(vector[infinite])}] at dim [{infinite}];{Preview(vector)}");
        }

        if (!Indexed)
            return null;
        var square = SquareOf(vector);
        // What is asked for may be as far away as it likes where only distances count.
        if (!float.IsFinite(square) && !(isQuery && Similarity is VectorSimilarity.L2Norm or VectorSimilarity.MaxInnerProduct))
        {
            return Failure.IllegalArgument(
                $"NaN or Infinite magnitude detected, this usually means the vector values are too extreme to fit within a float.{Preview(vector)}");
        }

        return Similarity switch
        {
            VectorSimilarity.DotProduct when Math.Abs(square - 1f) > UnitTolerance => Failure.IllegalArgument(
                $"The [dot_product] similarity can only be used with unit-length vectors.{Preview(vector)}"),
            VectorSimilarity.Cosine when square == 0 => Failure.IllegalArgument(
                $"The [cosine] similarity does not support vectors with zero magnitude.{Preview(vector)}"),
            _ => null,
        };
    }

    private static float SquareOf(float[] vector)
    {
        var square = 0f;
        foreach (var number in vector)
            square += number * number;
        return square;
    }

    private static int? DimsOf(FieldParameters parameters)
    {
        if (parameters.Take("dims") is not { } value)
            return null;
        if (value.Kind != JsonKind.Number || !int.TryParse(value.Text, System.Globalization.CultureInfo.InvariantCulture, out var dims))
            throw FieldParameters.Refused($"Property [dims] on field [{parameters.Field}] must be an integer but got [{value.Text}]").Raise();
        RequireDims(dims);
        return dims;
    }

    private static string Preview(float[] vector)
    {
        var shown = string.Join(", ", vector.Take(PreviewLength).Select(JavaNumbers.Text));
        return $" Preview of invalid vector: [{shown}{(vector.Length > PreviewLength ? ", ..." : "")}]";
    }

    private static string NameOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "START_OBJECT",
        JsonTokenType.EndObject => "END_OBJECT",
        JsonTokenType.StartArray => "START_ARRAY",
        JsonTokenType.EndArray => "END_ARRAY",
        JsonTokenType.PropertyName => "FIELD_NAME",
        JsonTokenType.String => "VALUE_STRING",
        JsonTokenType.Number => "VALUE_NUMBER",
        JsonTokenType.Null => "VALUE_NULL",
        _ => "VALUE_BOOLEAN",
    };

    private static Failure Refused(Failure cause) => new(FailureKind.MapperParsing, $"Failed to parse mapping: {cause.Reason}") { CausedBy = cause };
}
