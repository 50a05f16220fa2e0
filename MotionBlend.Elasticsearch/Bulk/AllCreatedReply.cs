using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MotionBlend.Elasticsearch.Bulk;

/// <summary>
/// Reads a bulk reply that says of every operation that it made a document, as nearly all of a load do: each item is compared with what it must
/// be to the byte, and not parsed. Any other reply is left to <see cref="BulkReplyReader"/>.
/// </summary>
internal static class AllCreatedReply
{
    private const int Created = 201;
    private const int LongestHead = 100;

    private static ReadOnlySpan<byte> ItemsStart => "\"items\":["u8;

    private static ReadOnlySpan<byte> ItemStart => "{\"index\":{\"_id\":\""u8;

    private static ReadOnlySpan<byte> ItemEnd => "\",\"result\":\"created\",\"status\":201}}"u8;

    /// <summary>Reads the reply.</summary>
    /// <returns>Null for any other reply.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">A number is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Called once a batch, it would stay as it was compiled ahead, and call for each comparison.
    public static BulkReply? TryRead(ReadOnlySpan<byte> reply, BulkBody sent)
    {
        var head = reply[..Math.Min(reply.Length, LongestHead)].IndexOf(ItemsStart);
        if (head < 0 || sent.Count == 0 || ReadHead(reply[..head]) is not { } took)
        {
            return null;
        }

        var rest = reply[(head + ItemsStart.Length)..];
        for (var operation = 0; operation < sent.Count; operation++)
        {
            var separator = operation == sent.Count - 1 ? "]"u8 : ","u8;
            if (!TakeOff(ref rest, ItemStart) || !TakeOff(ref rest, sent.Id(operation)) || !TakeOff(ref rest, ItemEnd) || !TakeOff(ref rest, separator))
            {
                return null;
            }
        }

        return rest.SequenceEqual("}"u8) ? new BulkReply(took, new SameItems(new BulkItemResult(BulkItemOutcome.Created, Created), sent.Count)) : null;
    }

    /// <summary>Reads what stands before the items: <c>{"errors":false,"took":12,</c> in any order.</summary>
    private static TimeSpan? ReadHead(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
        var took = TimeSpan.Zero;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read())
        {
            if (reader.ValueTextEquals("took"u8) && reader.Read() && reader.TokenType == JsonTokenType.Number)
            {
                took = TimeSpan.FromMilliseconds(reader.GetInt64());
            }
            else if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("errors"u8) || !reader.Read() || reader.TokenType != JsonTokenType.False)
            {
                return null;
            }
        }

        return took;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TakeOff(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> expected)
    {
        if (!rest.StartsWith(expected))
        {
            return false;
        }

        rest = rest[expected.Length..];
        return true;
    }

    /// <summary>The same result for every operation, without an entry for each.</summary>
    private sealed class SameItems(BulkItemResult item, int count) : IReadOnlyList<BulkItemResult>
    {
        public int Count => count;

        public BulkItemResult this[int index] => (uint)index < (uint)count ? item : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<BulkItemResult> GetEnumerator() => Enumerable.Repeat(item, count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
