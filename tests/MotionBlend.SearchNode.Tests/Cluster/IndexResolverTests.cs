using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Tests.Cluster;

public sealed class IndexResolverTests
{
    private static readonly ClusterState State = new(1, ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new[]
    {
        Index(1, "logs-1", "all"),
        Index(2, "logs-2", "all"),
        Index(3, "other"),
        Index(4, "logs-2024.05.15"),
    }.Select(index => KeyValuePair.Create(index.Name, index))));

    private readonly IndexResolver _resolver = new(new FakeTimeProvider(new DateTimeOffset(2024, 5, 15, 12, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(null, "logs-1,logs-2,logs-2024.05.15,other")]
    [InlineData("_all", "logs-1,logs-2,logs-2024.05.15,other")]
    [InlineData("all", "logs-1,logs-2")]
    [InlineData("logs-?", "")]
    [InlineData("logs-*,-logs-2*", "logs-1")]
    [InlineData("other,logs-1,other", "other,logs-1")]
    [InlineData("<logs-{now/d}>", "logs-2024.05.15")]
    [InlineData("<logs-{now/M{yyyy.MM}}*>", "logs-2024.05.15")]
    [InlineData("nope*", "")]
    public void Resolve_Expression_GivesItsIndices(string? expression, string expected)
    {
        if (expected.Length == 0 && expression!.Contains('?', StringComparison.Ordinal))
        {
            Assert.Throws<FailureException>(() => _resolver.Resolve(State, expression, IndicesOptions.Read));
            return;
        }

        Assert.Equal(expected, string.Join(',', _resolver.Resolve(State, expression, IndicesOptions.Read).Select(index => index.Name)));
    }

    [Fact]
    public void Resolve_MissingName_IsRefusedUnlessIgnored()
    {
        var fault = Assert.Throws<FailureException>(() => _resolver.Resolve(State, "nope", IndicesOptions.Read));

        Assert.Equal("no such index [nope]", fault.Failure.Reason);
        Assert.Empty(_resolver.Resolve(State, "nope", IndicesOptions.Read with { IgnoreUnavailable = true }));
    }

    [Fact]
    public void ResolveWrite_AliasOfTwoIndices_NeedsAWriteIndex() =>
        Assert.StartsWith(
            "no write index is defined for alias [all]",
            Assert.Throws<FailureException>(() => _resolver.ResolveWrite(State, "all", requireAlias: false)).Failure.Reason,
            StringComparison.Ordinal);

    private static IndexState Index(int number, string name, params string[] aliases) => new(number, name, "uuid" + number, 0)
    {
        Aliases = aliases.ToImmutableSortedDictionary(alias => alias, AliasState.Plain, StringComparer.Ordinal),
    };
}
