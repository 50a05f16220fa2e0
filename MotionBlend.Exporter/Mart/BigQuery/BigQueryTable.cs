using System.Text.RegularExpressions;

namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>
/// Name of a table, checked by BigQuery's rules for identifiers, so that it can stand between back-ticks in SQL and in a URL.
/// Rules: https://cloud.google.com/bigquery/docs/tables#table_naming, .../datasets#dataset-naming and
/// https://cloud.google.com/resource-manager/docs/creating-managing-projects.
/// </summary>
internal sealed partial record BigQueryTable
{
    private const int LongestDataset = 1024;
    private const int LongestTableBytes = 1024;

    /// <summary>Checks the three names.</summary>
    /// <exception cref="MartException">A name is none that BigQuery allows.</exception>
    public BigQueryTable(string project, string dataset, string table)
    {
        Project = ProjectPattern().IsMatch(project)
            ? project
            : throw new MartException($"--bq-project {Shown(project)} is no project id") { Cure = "give 6 to 30 lower-case letters, digits and hyphens, starting with a letter (not the project's display name or number)" };
        Dataset = dataset.Length <= LongestDataset && DatasetPattern().IsMatch(dataset)
            ? dataset
            : throw new MartException($"--bq-dataset {Shown(dataset)} is no dataset name") { Cure = "give letters, digits and underscores, without the project" };
        Table = System.Text.Encoding.UTF8.GetByteCount(table) <= LongestTableBytes && TablePattern().IsMatch(table)
            ? table
            : throw new MartException($"--bq-table {Shown(table)} is no table name") { Cure = "give letters, digits, underscores, hyphens and spaces, without project and dataset" };
    }

    /// <summary>Project id, e.g. <c>motionblend-ai</c>.</summary>
    public string Project { get; }

    /// <summary>Dataset within the project.</summary>
    public string Dataset { get; }

    /// <summary>Table or view within the dataset.</summary>
    public string Table { get; }

    /// <summary>The name in SQL, in back-ticks.</summary>
    public string Quoted => $"`{Project}.{Dataset}.{Table}`";

    /// <summary>The name as Storage Read wants it.</summary>
    public string StoragePath => $"projects/{Project}/datasets/{Dataset}/tables/{Table}";

    /// <summary>The name as people write it.</summary>
    public override string ToString() => $"{Project}.{Dataset}.{Table}";

    private static string Shown(string name) => $"\"{(name.Length <= 80 ? name : name[..80] + "...")}\"";

    /// <summary>A project id. A project of a company domain carries it in front: example.com:project.</summary>
    [GeneratedRegex(@"\A(?:[a-z0-9][a-z0-9.-]{0,62}\.[a-z]{2,}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    public static partial Regex ProjectPattern();

    /// <summary>A dataset's name.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_]+\z", RegexOptions.CultureInvariant)]
    public static partial Regex DatasetPattern();

    /// <summary>A table's name: letters, marks, digits, connectors, dashes and spaces of any script.</summary>
    [GeneratedRegex(@"\A[\p{L}\p{M}\p{N}\p{Pc}\p{Pd}\p{Zs}]+\z", RegexOptions.CultureInvariant)]
    public static partial Regex TablePattern();
}
