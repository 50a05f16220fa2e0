namespace MotionBlend.Domain.Search;

/// <summary>A search for blends: which, in what order, which page.</summary>
public sealed record BlendSearch
{
    /// <summary>Hits of a page unless asked otherwise.</summary>
    public const int DefaultPageSize = 25;

    /// <summary>Most hits of a page.</summary>
    public const int MaxPageSize = 500;

    /// <summary>Page times size may not pass this: Elasticsearch's <c>max_result_window</c>.</summary>
    public const int MaxWindow = Indexing.BlendIndexSettings.DefaultMaxResultWindow;

    /// <summary>Which blends.</summary>
    public BlendFilter Filter { get; init; } = BlendFilter.None;

    /// <summary>In what order.</summary>
    public BlendSort Sort { get; init; } = BlendSort.Default;

    /// <summary>Page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Hits of a page, 1 to <see cref="MaxPageSize"/>.</summary>
    public int Size { get; init; } = DefaultPageSize;
}
