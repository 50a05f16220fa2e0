using System.Buffers.Text;
using System.Security.Cryptography;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>New identifiers, url-safe base64 as Elasticsearch's are.</summary>
internal static class Identifiers
{
    /// <summary>22 characters: indices and clusters.</summary>
    public static string NewUuid() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>20 characters: documents without an id of their own.</summary>
    public static string NewDocumentId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(15));
}
