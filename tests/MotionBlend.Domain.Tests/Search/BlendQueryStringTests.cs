using CsCheck;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;

namespace MotionBlend.Domain.Tests.Search;

public sealed class BlendQueryStringTests
{
    [Fact]
    public void Parse_OfFormat_GivesTheSameSearch() => SearchGen.Search.Sample(search =>
    {
        var parsed = BlendQueryString.Parse(BlendQueryString.Format(search), out var errors);

        Assert.Empty(errors);
        Assert.Equal(search, parsed);
    });

    [Fact]
    public void Parse_OfJoinedAndDecoded_GivesTheSameSearch() => SearchGen.Search.Sample(search =>
    {
        var query = BlendQueryString.Join(BlendQueryString.Format(search));
        var decoded = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1])));

        Assert.Equal(search, BlendQueryString.Parse(decoded, out _));
        Assert.True(Uri.IsWellFormedUriString("http://host/?" + query, UriKind.Absolute));
    });

    [Fact]
    public void ParseFilter_OfFormat_GivesTheSameFilter() => SearchGen.Filter.Sample(filter =>
    {
        var parsed = BlendQueryString.ParseFilter(BlendQueryString.Format(filter), [], out var errors);

        Assert.Empty(errors);
        Assert.Equal(filter, parsed);
    });

    [Fact]
    public void Parse_AnyText_NeverThrowsAndKeepsWithinTheWindow() =>
        Gen.Select(Gen.OneOf(Gen.String, Gen.Int[0, BlendQueryString.SearchParameters.Count - 1].Select(i => BlendQueryString.SearchParameters[i])), Gen.String).Array[0, 8].Sample(parameters =>
        {
            var search = BlendQueryString.Parse(parameters.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)), out _);

            Assert.InRange((long)search.Page * search.Size, 1, BlendSearch.MaxWindow);
        });

    [Fact]
    public void Parse_ExampleOfTheDocumentation_GivesItsMeaning()
    {
        var search = Parse(
            "cat=poor,acceptable&flag=spike&quality=0.42..0.5&method=linear&left=cmu_02_01&since=7d&sort=-fid&page=3", out var errors);

        Assert.Empty(errors);
        Assert.Equal([QualityCategory.Poor, QualityCategory.Acceptable], search.Filter.Categories);
        Assert.Equal([QualityIssue.Spike], search.Filter.Issues);
        Assert.Equal([new MetricRange(BlendMetric.All[0], new NumberRange(0.42, 0.5))], search.Filter.Ranges);
        Assert.Equal([BlendMethod.Linear], search.Filter.Methods);
        Assert.Equal(["cmu_02_01"], search.Filter.LeftMotions);
        Assert.Equal(TimeSpan.FromDays(7), search.Filter.Since?.Age);
        Assert.Equal(new BlendSort("fid", Descending: true), search.Sort);
        Assert.Equal((3, BlendSearch.DefaultPageSize), (search.Page, search.Size));
    }

    [Fact]
    public void Parse_Nothing_GivesTheDefaults()
    {
        var search = BlendQueryString.Parse([], out var errors);

        Assert.Empty(errors);
        Assert.Equal(new BlendSearch(), search);
        Assert.True(search.Filter.IsEmpty);
    }

    [Theory]
    [InlineData("flag=any", false)]
    [InlineData("flag=none", true)]
    public void Parse_FlagAnyOrNone_SetsClean(string query, bool clean) => Assert.Equal(clean, Parse(query, out _).Filter.Clean);

    [Theory]
    [InlineData("cat=bad", "must be one of excellent, good, acceptable, poor")]
    [InlineData("cat=", "must be 1 to 100 values, separated by commas")]
    [InlineData("flag=any,spike", "must be one of spike, rough, mismatch")]
    [InlineData("left=CMU 02", "must be motion ids of a-z, 0-9, '_' and '-', separated by commas")]
    [InlineData("quality=0.5", "must be a range such as 0.4..0.5, 0.4..<0.5, 0.4.. or ..0.5")]
    [InlineData("since=yesterday", "must be an age such as 7d, 12h or 30m, or a date such as 2026-11-20 or 2026-11-20T06:00:00Z")]
    [InlineData("size=501", "must be a whole number from 1 to 500")]
    [InlineData("page=0", "must be a whole number from 1 to 10000")]
    [InlineData("page=401", "page times size may not pass 10000; the last page of this size is 400, narrow the filter instead")]
    public void Parse_BadValue_NamesParameterAndCure(string query, string message)
    {
        Parse(query, out var errors);

        var error = Assert.Single(errors);
        Assert.Equal(query.Split('=')[0], error.Parameter);
        Assert.Equal(message, error.Message);
        Assert.False(error.IsUnknown);
    }

    [Fact]
    public void Parse_BadSort_ListsTheKeys()
    {
        Parse("sort=-zz", out var errors);

        Assert.StartsWith("must be one of quality, ratio, transition_smoothness, fid,", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralFaults_ReportsAllInOrder()
    {
        var search = Parse("cat=poor,bad&fid=3&method=linear&size=x", out var errors);

        Assert.Equal(["cat", "fid", "size"], errors.Select(error => error.Parameter));
        Assert.Equal([QualityCategory.Poor], search.Filter.Categories);
        Assert.Equal([BlendMethod.Linear], search.Filter.Methods);
    }

    [Fact]
    public void Parse_NameTwice_IsAnError()
    {
        Parse("cat=poor&cat=good", out var errors);

        Assert.Equal("is given twice; separate several values by commas", Assert.Single(errors).Message);
    }

    [Theory]
    [InlineData("qualty", "quality")]
    [InlineData("quality_score", "quality")]
    [InlineData("CAT", "cat")]
    [InlineData("category", "cat")]
    [InlineData("flags", "flag")]
    [InlineData("per_page", null)]
    public void Parse_UnknownName_HintsAtTheNearest(string name, string? nearest)
    {
        Parse(name + "=1", out var errors);

        var error = Assert.Single(errors);
        Assert.True(error.IsUnknown);
        Assert.StartsWith(nearest is null ? "is no parameter; known are cat, flag," : $"is no parameter, did you mean {nearest}? Known are cat, flag,",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_MoreValuesThanAllowed_IsAnError()
    {
        Parse("left=" + string.Join(',', Enumerable.Range(0, BlendQueryString.MaxValues + 1).Select(i => $"m{i}")), out var errors);

        var error = Assert.Single(errors);
        Assert.Equal("must be 1 to 100 values, separated by commas", error.Message);
        Assert.Equal(100, error.Value.Length);
    }

    [Fact]
    public void ParseFilter_OrderAndPage_AreUnknownAndOthersAreSkipped()
    {
        BlendQueryString.ParseFilter(Pairs("interval=x&page=2&sort=fid"), ["interval"], out var errors);

        Assert.Equal(["page", "sort"], errors.Select(error => error.Parameter));
        Assert.All(errors, error => Assert.True(error.IsUnknown));
        Assert.EndsWith(", until, interval", errors[0].Message, StringComparison.Ordinal);
    }

    private static BlendSearch Parse(string query, out IReadOnlyList<FieldError> errors) => BlendQueryString.Parse(Pairs(query), out errors);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string query) =>
        query.Split('&').Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]));
}
