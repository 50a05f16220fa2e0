using System.Buffers;
using System.Text;
using CsCheck;
using MotionBlend.Elasticsearch.Bulk;

namespace MotionBlend.Elasticsearch.Tests.Bulk;

public sealed class BulkBodyTests
{
    private static readonly Gen<(string Id, string Source)> Operation =
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 40], Gen.String[Gen.Char.AlphaNumeric, 0, 3000].Select(text => $"{{\"a\":\"{text}\"}}"));

    [Fact]
    public void BeginIndex_AndEndSource_WriteActionAndSourceLine()
    {
        using var body = Body(("blend_1", """{"a":1}"""), ("é", "{}"));

        Assert.Equal(
            """
            {"index":{"_id":"blend_1","version":1,"version_type":"external_gte"}}
            {"a":1}
            {"index":{"_id":"é","version":2,"version_type":"external_gte"}}
            {}

            """, Encoding.UTF8.GetString(body.Bytes.Span));
    }

    [Fact]
    public void Select_AnyOperations_GivesTheBodyThatWouldHaveBeenBuiltOfThem() =>
        Gen.Select(Operation.Array[1, 20], Gen.Int[0, int.MaxValue]).Sample((operations, mask) =>
        {
            using var whole = Body(operations);
            var chosen = Enumerable.Range(0, operations.Length).Where(index => (mask >> index & 1) == 1).ToArray();

            using var selected = whole.Select(chosen);

            Assert.Equal(chosen.Length, selected.Count);
            Assert.Equal(string.Concat(chosen.Select(index => Lines(operations[index].Id, index + 1, operations[index].Source))),
                Encoding.UTF8.GetString(selected.Bytes.Span));
            for (var index = 0; index < chosen.Length; index++)
            {
                Assert.Equal(operations[chosen[index]].Id, Encoding.UTF8.GetString(selected.Id(index)));
                Assert.Equal(operations[chosen[index]].Source, Encoding.UTF8.GetString(selected.Source(index)));
                Assert.Equal(chosen[index] + 1, selected.Operations[index].Version);
            }
        }, iter: 200);

    [Theory]
    [InlineData("")]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public void BeginIndex_AnIdThatCannotStandInJson_Throws(string id)
    {
        using var body = new BulkBody();

        Assert.Throws<ArgumentException>(() => body.BeginIndex(id, 1));
    }

    [Fact]
    public void BeginIndex_AnIdOver512Bytes_Throws()
    {
        using var body = new BulkBody();

        Assert.Throws<ArgumentException>(() => body.BeginIndex(new string('é', 257), 1));
    }

    [Fact]
    public void BeginIndex_VersionZero_ThrowsSinceSuchADocumentCouldNotBeDeleted()
    {
        using var body = new BulkBody();

        Assert.Throws<ArgumentOutOfRangeException>(() => body.BeginIndex("a", 0));
    }

    [Fact]
    public void BeginIndex_TwiceWithoutEnd_Throws()
    {
        using var body = new BulkBody();
        body.BeginIndex("a", 1);

        Assert.Throws<InvalidOperationException>(() => body.BeginIndex("b", 1));
    }

    internal static BulkBody Body(params (string Id, string Source)[] operations)
    {
        var body = new BulkBody(1);
        for (var index = 0; index < operations.Length; index++)
        {
            body.BeginIndex(operations[index].Id, index + 1);
            body.Write(Encoding.UTF8.GetBytes(operations[index].Source));
            body.EndSource();
        }

        return body;
    }

    private static string Lines(string id, long version, string source) =>
        $"{{\"index\":{{\"_id\":\"{id}\",\"version\":{version},\"version_type\":\"external_gte\"}}}}\n{source}\n";
}
