using MotionBlend.Exporter.Mart.BigQuery;

namespace MotionBlend.Exporter.Configuration;

/// <summary>Which mart is exported.</summary>
internal abstract record MartChoice
{
    private MartChoice()
    {
    }

    /// <summary>Name for people.</summary>
    public abstract string Name { get; }

    /// <summary>A file.</summary>
    public sealed record File(string Path) : MartChoice
    {
        /// <inheritdoc/>
        public override string Name => Path;
    }

    /// <summary>The dead letters of a run.</summary>
    public sealed record DeadLetters(string Path) : MartChoice
    {
        /// <inheritdoc/>
        public override string Name => Path;
    }

    /// <summary>A BigQuery table.</summary>
    public sealed record BigQuery(string Project, string Dataset, string Table) : MartChoice
    {
        /// <inheritdoc/>
        public override string Name => $"{Project}.{Dataset}.{Table}";

        /// <summary>How to read it.</summary>
        public BigQueryOptions Options { get; init; } = new();

        /// <summary>Key file of a service account; null for the usual places.</summary>
        public string? CredentialsFile { get; init; }
    }
}
