using System.Text.Json;
using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Domain.Tests.Blends;

public sealed class BlendDocumentTests
{
    [Fact]
    public void Json_OfADocument_NamesExactlyTheMappedFieldsInOrder()
    {
        var json = JsonSerializer.SerializeToElement(BlendSample.Valid, BlendJsonContext.Default.BlendDocument);

        Assert.Equal(BlendIndexMapping.Fields.Select(field => field.Field), json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Json_RoundTrip_GivesTheSameDocument()
    {
        var json = JsonSerializer.Serialize(BlendSample.Valid, BlendJsonContext.Default.BlendDocument);

        Assert.Equal(BlendSample.Valid, JsonSerializer.Deserialize(json, BlendJsonContext.Default.BlendDocument));
    }

    [Fact]
    public void Flags_AllSet_ComeInTheirFixedOrder()
    {
        var blend = BlendSample.Valid with { HasDistributionMismatch = true, HasRoughTransition = true, HasVelocitySpike = true };

        Assert.Equal([QualityIssue.Spike, QualityIssue.Rough, QualityIssue.Mismatch], blend.Flags);
        Assert.Empty(BlendSample.Valid.Flags);
    }
}
