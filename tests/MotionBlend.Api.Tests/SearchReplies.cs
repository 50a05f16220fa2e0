using System.Text.Json;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests;

/// <summary>Replies to searches as Elasticsearch writes them.</summary>
internal static class SearchReplies
{
    public const string Target = "POST /mb_blends_v1/_search";

    public static FakeReply Hits(long total, params BlendDocument[] blends) => FakeReply.Ok($$$"""
        {"took":3,"timed_out":false,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0},
         "hits":{"total":{"value":{{{total}}},"relation":"eq"},"max_score":null,"hits":[{{{string.Join(',', blends.Select(Hit))}}}]}}
        """);

    public static FakeReply Incomplete { get; } = FakeReply.Ok("""
        {"took":3,"timed_out":false,"_shards":{"total":3,"successful":2,"skipped":0,"failed":1},
         "hits":{"total":{"value":7,"relation":"eq"},"max_score":null,"hits":[]}}
        """);

    private static string Hit(BlendDocument blend) =>
        $$"""{"_index":"i","_id":"{{blend.BlendId}}","_score":null,"_source":{{JsonSerializer.Serialize(blend, BlendJsonContext.Default.BlendDocument)}}}""";
}
