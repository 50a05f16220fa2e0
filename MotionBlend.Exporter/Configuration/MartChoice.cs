namespace MotionBlend.Exporter.Configuration;

/// <summary>Which mart is exported.</summary>
internal abstract record MartChoice
{
    private MartChoice()
    {
    }

    /// <summary>A file.</summary>
    public sealed record File(string Path) : MartChoice;

    /// <summary>A BigQuery table.</summary>
    public sealed record BigQuery(string Project, string Dataset, string Table) : MartChoice;
}
