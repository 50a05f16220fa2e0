using System.Reflection;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Tests.Indexing;

public sealed class BlendIndexMappingTests
{
    [Fact]
    public void Fields_Together_AreAllFieldNames()
    {
        var names = typeof(BlendFields).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(names.Order(StringComparer.Ordinal), BlendIndexMapping.Fields.Select(field => field.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Mappings_OfARun_AreStrictAndNameTheRun()
    {
        var mappings = BlendIndexMapping.Mappings("run-1");

        Assert.Equal("strict", (string?)mappings["dynamic"]);
        Assert.Equal("run-1", (string?)mappings["_meta"]?["export_run"]);
        Assert.Equal(BlendIndex.SchemaVersion, (int?)mappings["_meta"]?["schema_version"]);
    }

    [Theory]
    [InlineData(BlendFields.BlendId, """{"type":"keyword"}""")]
    [InlineData(BlendFields.BlendRatio, """{"type":"float"}""")]
    [InlineData(BlendFields.TransitionEndFrame, """{"type":"integer"}""")]
    [InlineData(BlendFields.HasVelocitySpike, """{"type":"boolean"}""")]
    [InlineData(BlendFields.UpdatedAt, """{"type":"date","format":"strict_date_optional_time||epoch_millis"}""")]
    [InlineData(MetricVector.Field, """{"type":"dense_vector","dims":14,"index":true,"similarity":"l2_norm","index_options":{"type":"flat"}}""")]
    public void Mappings_OfAField_HaveItsType(string field, string expected) =>
        Assert.Equal(expected, BlendIndexMapping.Mappings("r")["properties"]?[field]?.ToJsonString());

    [Fact]
    public void CreateIndexBody_OfSettings_CarriesThemAll() => Assert.Equal(
        """{"index":{"number_of_shards":3,"number_of_replicas":1,"refresh_interval":"30s","max_result_window":10000}}""",
        BlendIndexMapping.CreateIndexBody(BlendIndexSettings.Production, "r")["settings"]?.ToJsonString());

    [Fact]
    public void SingleNode_Settings_HaveNoReplicaThatCouldNeverBeAssigned() =>
        Assert.Equal((1, 0), (BlendIndexSettings.SingleNode.Shards, BlendIndexSettings.SingleNode.Replicas));
}
