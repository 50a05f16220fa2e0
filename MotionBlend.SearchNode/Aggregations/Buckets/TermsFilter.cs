using System.Text;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>One part of a partitioned terms aggregation.</summary>
internal sealed record TermsPartition(int Number, int Count);

/// <summary>The <c>include</c> and <c>exclude</c> of a terms aggregation: lists of values, patterns, or one part of all values.</summary>
internal sealed class TermsFilter
{
    private const int Seed = 31;

    private readonly IReadOnlyList<JsonValue>? _include;
    private readonly IReadOnlyList<JsonValue>? _exclude;
    private readonly TermsPattern? _includePattern;
    private readonly TermsPattern? _excludePattern;
    private readonly TermsPartition? _partition;

    private TermsFilter(JsonValue? include, JsonValue? exclude)
    {
        if (include?.Kind == JsonKind.Object)
            _partition = Partition(include);
        else
            (_include, _includePattern) = Side(include);
        (_exclude, _excludePattern) = Side(exclude);
    }

    /// <summary>The filter of a request; null where it has none.</summary>
    public static TermsFilter? Parse(AggregationBody body)
    {
        var include = body.TakeWhole("include");
        var exclude = body.TakeWhole("exclude");
        if (include is null && exclude is null)
            return null;
        try
        {
            return new TermsFilter(include, exclude);
        }
        catch (FailureException e)
        {
            var key = include is null ? "exclude" : "include";
            throw new Failure(FailureKind.XContentParse, $"{(include ?? exclude)!.Location} [{body.Kind}] failed to parse field [{key}]") { CausedBy = e.Failure }.Raise();
        }
    }

    /// <summary>The condition on keys as they are read: strings, longs or doubles.</summary>
    /// <exception cref="FailureException">The filter does not go with the type of the field.</exception>
    public Func<object, bool> On(string aggregation, FieldType? type, string? format)
    {
        if (type is not null and not KeywordType && (_includePattern ?? _excludePattern) is not null)
        {
            throw Failure.IllegalArgument(
                $"Aggregation [{aggregation}] cannot support regular expression style include/exclude settings as they can only be applied to string fields. "
                + "Use an array of numeric values for include/exclude clauses used to filter numeric fields").Raise();
        }

        // An empty list of numbers chooses all of them, one of strings none.
        var include = _include is { Count: 0 } && type is not (null or KeywordType or TextType) ? null : _include?.Select(value => Key(value, type, format)).ToHashSet();
        var exclude = _exclude?.Select(value => Key(value, type, format)).ToHashSet();
        return key => (include is null || include.Contains(key))
            && (exclude is null || !exclude.Contains(key))
            && (_includePattern is null || _includePattern.Matches((string)key))
            && (_excludePattern is null || !_excludePattern.Matches((string)key))
            && (_partition is null || IsIn(_partition, key));
    }

    private static object Key(JsonValue value, FieldType? type, string? format) => type switch
    {
        DateType date => value.Kind == JsonKind.Number ? value.AsLong() : date.Format.Parse(value.Text).Millis,
        BooleanType => value.Text is "true" or "1" ? 1L : 0L,
        IntegerType when format is not null && value.Kind != JsonKind.Number => (long)MissingValue.Read(value.Text, format),
        FloatType when format is not null && value.Kind != JsonKind.Number => MissingValue.Read(value.Text, format),
        IntegerType => value.AsLong(),
        FloatType => value.AsDouble(),
        _ => value.Text,
    };

    private static (IReadOnlyList<JsonValue>? Values, TermsPattern? Pattern) Side(JsonValue? side) => side?.Kind switch
    {
        null => (null, null),
        JsonKind.Array when side.Items.Find(item => item.Kind is JsonKind.Null or JsonKind.Object or JsonKind.Array) is { } wrong =>
            throw new Failure(FailureKind.Parse, $"Array elements in include/exclude clauses should be string values, found {wrong.TokenName}").Raise(),
        JsonKind.Array => (side.Items, null),
        JsonKind.String => (null, TermsPattern.Parse(side.Text)),
        _ => throw Failure.IllegalArgument($"Unrecognized token for an include [{side.TokenName}]").Raise(),
    };

    private static TermsPartition Partition(JsonValue include)
    {
        foreach (var member in include.Members)
        {
            if (member.Name is not ("partition" or "num_partitions"))
                throw new Failure(FailureKind.Parse, $"Unknown parameter in Include/Exclude clause: {member.Name}").Raise();
        }

        if (include["partition"] is not { } number)
            throw Failure.IllegalArgument("Missing [partition] parameter for partition-based include").Raise();
        if (include["num_partitions"] is not { } count)
            throw Failure.IllegalArgument("Missing [num_partitions] parameter for partition-based include").Raise();
        var partition = new TermsPartition(number.AsInt(), count.AsInt());
        if (partition.Number < 0 || partition.Number >= partition.Count)
            throw Failure.IllegalArgument("Partition must be >=0 and < numPartition which is " + partition.Count).Raise();
        return partition;
    }

    private static bool IsIn(TermsPartition partition, object key)
    {
        var hash = key switch
        {
            string text => Murmur3(Encoding.UTF8.GetBytes(text)),
            double number => Mix(BitConverter.DoubleToInt64Bits(number)),
            _ => Mix((long)key),
        };
        return ((hash % partition.Count) + partition.Count) % partition.Count == partition.Number;
    }

    // The finalizer that Elasticsearch spreads numbers with, so that a value is in the same part on both.
    private static long Mix(long value)
    {
        var z = (ulong)value;
        unchecked
        {
            z = (z ^ (z >> 32)) * 0x4cd6944c5cc20b6d;
            z = (z ^ (z >> 29)) * 0xfc12c5b19d3259e9;
        }

        return (long)(z ^ (z >> 32));
    }

    // MurmurHash3, 32 bits for x86.
    private static int Murmur3(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            const uint c1 = 0xcc9e2d51, c2 = 0x1b873593;
            uint hash = Seed;
            var blocks = bytes.Length / 4;
            for (var i = 0; i < blocks; i++)
            {
                var k = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * 4)..]) * c1;
                hash ^= uint.RotateLeft(k, 15) * c2;
                hash = (uint.RotateLeft(hash, 13) * 5) + 0xe6546b64;
            }

            var tail = bytes[(blocks * 4)..];
            uint rest = 0;
            for (var i = tail.Length - 1; i >= 0; i--)
                rest = (rest << 8) | tail[i];
            if (tail.Length > 0)
                hash ^= uint.RotateLeft(rest * c1, 15) * c2;
            hash ^= (uint)bytes.Length;
            hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
            hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
            return (int)(hash ^ (hash >> 16));
        }
    }
}
