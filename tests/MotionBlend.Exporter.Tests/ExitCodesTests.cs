using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Tests;

public sealed class ExitCodesTests
{
    [Fact]
    public void Of_EveryFailure_IsItsOwnCode()
    {
        int[] fixedCodes = [ExitCodes.Success, ExitCodes.Unexpected, ExitCodes.Usage, ExitCodes.RowsRejected, ExitCodes.Cancelled];
        var codes = Enum.GetValues<ExportFailure>().Select(ExitCodes.Of).Concat(fixedCodes).ToArray();

        Assert.Equal(codes.Length, codes.Distinct().Count());
    }
}
