using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Differential.Generation;

namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>All requests of <see cref="OddKinds"/>, shared out to episodes over a few documents.</summary>
public static class OddKindEpisodes
{
    private const string Mappings =
        """
        {"settings":{"number_of_shards":1,"number_of_replicas":0},"mappings":{"properties":{"k":{"type":"keyword"},"t":{"type":"text"},"f":{"type":"float"},
        "n":{"type":"integer"},"b":{"type":"boolean"},"d":{"type":"date"},"o":{"properties":{"k":{"type":"keyword"}}},
        "v":{"type":"dense_vector","dims":3,"index":true,"similarity":"l2_norm","index_options":{"type":"flat"}}}}}
        """;

    private static readonly string[] Documents =
    [
        """{"k":"walk","t":"walk run fast","f":0.5,"n":3,"b":true,"d":"2024-01-05","o":{"k":"a"},"v":[1,0,0]}""",
        """{"k":"run","t":"run","f":1.5,"n":7,"b":false,"d":"2024-03-05","v":[0,1,0]}""",
        """{"k":"jump","t":"jump walk","f":0.25,"n":12,"b":true,"d":"2024-02-05T10:00:00Z","v":[0.6,0.8,0]}""",
        """{"k":"walk","n":-1}""",
        """{"f":0.75,"t":"slow walk","b":false}""",
    ];

    /// <summary>The episode of a number from 0: behind the last it begins anew.</summary>
    public static Episode At(int number)
    {
        var first = number * (Episode.Length - 2);
        return new Episode(number,
        [
            JudgedRequest.Json("PUT", "/{index}", JsonNode.Parse(Mappings)) with { Changes = true },
            JudgedRequest.Lines("/{index}/_bulk?refresh=true", Documents.SelectMany((document, i) =>
                new[] { Tree.Of("index", Tree.Of("_id", $"{i}")), JsonNode.Parse(document) })) with { Changes = true },
            .. Enumerable.Range(first, Episode.Length - 2).Select(i => OddKinds.At(i % OddKinds.Count)),
        ]);
    }
}
