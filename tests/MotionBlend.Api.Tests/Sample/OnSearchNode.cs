namespace MotionBlend.Api.Tests.Sample;

/// <summary>The scenarios over the search node, everywhere.</summary>
public sealed class OnSearchNode(LoadedSearchNode backend) : SampleScenarios(backend), IClassFixture<LoadedSearchNode>;
