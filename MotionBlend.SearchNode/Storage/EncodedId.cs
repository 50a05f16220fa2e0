using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MotionBlend.SearchNode.Storage;

/// <summary>
/// An id in the bytes that Elasticsearch keeps of it, which its slices hash: two digits a byte for digits, the decoded bytes of
/// unpadded URL-safe Base64, else UTF-8; a first byte from <c>0xfd</c> on tells which.
/// </summary>
internal static class EncodedId
{
    private const byte Utf8 = 0xff;
    private const byte Numeric = 0xfe;
    private const byte Base64Escape = 0xfd;
    private const int SliceSeed = 7919;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The hash of an id that is taken modulo the number of slices.</summary>
    public static int SliceHash(string id) => Murmur3.Hash(Of(id), SliceSeed);

    /// <summary>The bytes of an id.</summary>
    public static byte[] Of(string id)
    {
        if (id.Length > 0 && !id.AsSpan().ContainsAnyExcept(Digits))
            return OfDigits(id);
        if (IsBase64(id))
        {
            var decoded = Base64Url.DecodeFromChars(id);
            return decoded[0] >= Base64Escape ? [Base64Escape, .. decoded] : decoded;
        }

        return [Utf8, .. Encoding.UTF8.GetBytes(id)];
    }

    private static byte[] OfDigits(string id)
    {
        var bytes = new byte[1 + ((id.Length + 1) / 2)];
        bytes[0] = Numeric;
        for (var i = 0; i < id.Length; i += 2)
        {
            var low = i + 1 == id.Length ? 0x0f : id[i + 1] - '0';
            bytes[1 + (i / 2)] = (byte)(((id[i] - '0') << 4) | low);
        }

        return bytes;
    }

    // The last character must carry no bits beyond the last byte, or two ids would have the same bytes.
    private static bool IsBase64(string id) => (id.Length & 3) switch
    {
        _ when id.Length == 0 || id.AsSpan().ContainsAnyExcept(Base64) => false,
        0 => true,
        2 => id[^1] is 'A' or 'Q' or 'g' or 'w',
        3 => id[^1] is 'A' or 'E' or 'I' or 'M' or 'Q' or 'U' or 'Y' or 'c' or 'g' or 'k' or 'o' or 's' or 'w' or '0' or '4' or '8',
        _ => false,
    };
}
