namespace MotionBlend.AppHost.Local;

/// <summary>The table of resources that the user sees once everything is up.</summary>
internal static class ResourceTable
{
    /// <summary>The lines of the table; columns are as wide as their widest entry.</summary>
    public static IEnumerable<string> Format(IEnumerable<ResourceStatus> rows)
    {
        string[][] cells =
        [
            ["resource", "state", "address"],
            .. rows.Select(row => new[]
            {
                row.Name,
                row.State.ToString().ToLowerInvariant(),
                string.Join("  ", new[] { row.Address, row.Detail }.Where(text => text is not null)),
            }),
        ];
        var (name, state) = (cells.Max(row => row[0].Length), cells.Max(row => row[1].Length));
        return cells.Select(row => $"  {row[0].PadRight(name)}  {row[1].PadRight(state)}  {row[2]}".TrimEnd());
    }
}
