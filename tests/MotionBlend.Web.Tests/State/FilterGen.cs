using CsCheck;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;

namespace MotionBlend.Web.Tests.State;

/// <summary>Any filter and any search that an address can say.</summary>
internal static class FilterGen
{
    private static readonly Gen<string> Motion = Of("cmu_01_01", "cmu_01_02", "cmu_02_01", "cmu_03_04", "idle-7");

    private static readonly Gen<NumberRange> Range =
        from one in Gen.Int[0, 40]
        from other in Gen.Int[0, 40]
        from shape in Gen.Int[0, 3]
        let low = Math.Min(one, other) / 40.0
        let high = Math.Max(one, other) / 40.0
        select shape switch
        {
            0 => new NumberRange(low, null),
            1 => new NumberRange(null, high),
            2 => new NumberRange(low, high),
            _ => new NumberRange(low, high, ExcludesTo: true),
        };

    private static readonly Gen<TimeBound?> Time = Gen.OneOf(
        Gen.Const((TimeBound?)null),
        Gen.Int[1, 200].Select(days => (TimeBound?)TimeBound.Ago(TimeSpan.FromDays(days))),
        Gen.Int[1, 200].Select(days => (TimeBound?)TimeBound.Fixed(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero).AddDays(days))));

    /// <summary>Any filter.</summary>
    public static readonly Gen<BlendFilter> Filter =
        from categories in Some(Enum.GetValues<QualityCategory>())
        from methods in Some(Enum.GetValues<BlendMethod>())
        from issues in Some(Enum.GetValues<QualityIssue>())
        from clean in Of<bool?>(null, null, true, false)
        from left in Motion.Array[0, 2]
        from right in Motion.Array[0, 1]
        from motions in Motion.Array[0, 2]
        from quality in Gen.Bool
        from fid in Gen.Bool
        from qualityRange in Range
        from fidRange in Range
        from since in Time
        from until in Time
        select new BlendFilter
        {
            Categories = categories,
            Methods = methods,
            Issues = clean is null ? issues : [],
            Clean = clean,
            LeftMotions = [.. left.Distinct()],
            RightMotions = right,
            Motions = [.. motions.Distinct()],
            Ranges =
            [
                .. quality ? [new MetricRange(BlendMetric.Find("quality")!, qualityRange)] : Array.Empty<MetricRange>(),
                .. fid ? [new MetricRange(BlendMetric.Find("fid")!, fidRange)] : Array.Empty<MetricRange>(),
            ],
            Since = since,
            Until = until,
        };

    /// <summary>Any search.</summary>
    public static readonly Gen<BlendSearch> Search =
        from filter in Filter
        from key in Of([.. BlendSort.Keys])
        from isDown in Gen.Bool
        from page in Gen.Int[1, 400]
        select new BlendSearch { Filter = filter, Sort = new BlendSort(key, isDown), Page = page };

    /// <summary>One of some values.</summary>
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<T[]> Some<T>(T[] values) =>
        Gen.Bool.Array[values.Length].Select(picks => values.Where((_, index) => picks[index]).ToArray());
}
