using System.Collections.Concurrent;
using System.Globalization;

namespace MotionBlend.SearchNode.Storage;

/// <summary>Stands among the values of a statement for the number of the watch that is on it while it runs.</summary>
internal sealed class FaultMark
{
    public static readonly FaultMark Instance = new();

    public override string ToString() => "fault";
}

/// <summary>
/// Waits for the faults that a running statement comes upon in documents. The statement hands them over by a function, on threads of
/// the database, and goes on; what it gives then is void.
/// </summary>
internal sealed class FaultWatch : IDisposable
{
    private static readonly ConcurrentDictionary<string, (long Row, string Text)> Met = new(StringComparer.Ordinal);
    private static long _last;

    private readonly string _number = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    /// <summary>What was met in the first row that is at fault, as it was handed over; null as long as there is none.</summary>
    public string? Fault => Met.TryGetValue(_number, out var met) ? met.Text : null;

    /// <summary>A watch on a statement; null for one that cannot meet faults.</summary>
    public static FaultWatch? On(SqlStatement statement) => statement.Parameters.Any(value => value is FaultMark) ? new FaultWatch() : null;

    /// <summary>Keeps a fault for whoever watches the statement.</summary>
    /// <param name="text">The number of the watch, a bar, and what is to be told.</param>
    /// <param name="row">Number of the row.</param>
    public static void Keep(string text, long row)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        Met.AddOrUpdate(
            text[..bar],
            (number, fault) => fault,
            (number, known, fault) => fault.Row < known.Row ? fault : known,
            (Row: row, Text: text[(bar + 1)..]));
    }

    /// <summary>What stands for a value of the statement when it runs.</summary>
    public object Filled(object value) => value is FaultMark ? _number : value;

    public void Dispose() => Met.TryRemove(_number, out _);
}
