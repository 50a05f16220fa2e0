namespace MotionBlend.Api.Tests.Sample;

/// <summary>The scenarios over a real Elasticsearch, where the environment names one.</summary>
public sealed class OnElasticsearch(LoadedElasticsearch backend) : SampleScenarios(backend), IClassFixture<LoadedElasticsearch>;
