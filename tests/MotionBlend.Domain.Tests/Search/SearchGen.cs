using CsCheck;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;

namespace MotionBlend.Domain.Tests.Search;

/// <summary>Generators of searches, every member within what an address can say.</summary>
internal static class SearchGen
{
    private const string IdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_-";

    public static Gen<double> Bound { get; } = Gen.OneOf(
        Gen.Double[0, 1], Gen.Double[-1e6, 1e6], Gen.Float[-1e9f, 1e9f].Select(value => (double)value), Gen.Int[-100, 100].Select(value => value / 20.0));

    public static Gen<NumberRange> Range { get; } = Gen.Select(Bound, Bound, Gen.Int[0, 3], (first, second, form) => form switch
    {
        0 => new NumberRange(Math.Min(first, second), Math.Max(first, second)),
        1 => new NumberRange(Math.Min(first, second), Math.Max(first, second), ExcludesTo: true),
        2 => new NumberRange(first, null),
        _ => new NumberRange(null, second),
    });

    public static Gen<TimeBound> Time { get; } = Gen.OneOf(
        Gen.Int[0, 36_500 * 24 * 60].Select(minutes => TimeBound.Ago(TimeSpan.FromMinutes(minutes))),
        Gen.Int[0, 36_500].Select(days => TimeBound.Ago(TimeSpan.FromDays(days))),
        Gen.Long[0, 253_402_300_799_999].Select(milliseconds => TimeBound.Fixed(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))),
        Gen.Int[0, 40_000].Select(days => TimeBound.Fixed(DateTimeOffset.UnixEpoch.AddDays(days))));

    private static Gen<string[]> Motions { get; } =
        Gen.String[Gen.Char[IdCharacters], 1, 20].Array[0, 4].Select(ids => ids.Distinct(StringComparer.Ordinal).ToArray());

    public static Gen<BlendFilter> Filter { get; } =
        from categories in Some<QualityCategory>()
        from methods in Some<BlendMethod>()
        from clean in Gen.Int[0, 3].Select(value => value switch { 0 => true, 1 => false, _ => (bool?)null })
        from issues in Some<QualityIssue>()
        from left in Motions
        from right in Motions
        from either in Motions
        from ranges in Gen.Select(Gen.Bool, Range).Array[BlendMetric.All.Count]
        from since in Gen.Nullable(Time)
        from until in Gen.Nullable(Time)
        select new BlendFilter
        {
            Categories = categories,
            Methods = methods,
            Clean = clean,
            Issues = clean is null ? issues : [],
            LeftMotions = left,
            RightMotions = right,
            Motions = either,
            Ranges = [.. BlendMetric.All.Zip(ranges).Where(pair => pair.Second.Item1).Select(pair => new MetricRange(pair.First, pair.Second.Item2))],
            Since = since,
            Until = until,
        };

    public static Gen<BlendSearch> Search { get; } =
        from filter in Filter
        from key in Gen.Int[0, BlendSort.Keys.Count - 1].Select(BlendSort.Keys.ElementAt)
        from down in Gen.Bool
        from size in Gen.Int[1, BlendSearch.MaxPageSize]
        from page in Gen.Int[1, BlendSearch.MaxWindow / size]
        select new BlendSearch { Filter = filter, Sort = new BlendSort(key, down), Page = page, Size = size };

    private static Gen<T[]> Some<T>()
        where T : struct, Enum => Gen.Shuffle(Enum.GetValues<T>()).SelectMany(all => Gen.Int[0, all.Length].Select(count => all[..count]));
}
