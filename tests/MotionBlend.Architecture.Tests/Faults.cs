namespace MotionBlend.Architecture.Tests;

internal static class Faults
{
    /// <summary>Fails with every fault in full, one a line.</summary>
    public static void None(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
