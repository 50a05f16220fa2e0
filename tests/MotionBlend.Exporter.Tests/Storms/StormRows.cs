using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>Rows of a random mart: most are good, some ids come twice, some rows are bad, and some the cluster will not take.</summary>
/// <param name="blends">The rows in the mart's order.</param>
internal sealed class StormRows(IReadOnlyList<BlendDocument> blends)
{
    private const double BadCoverage = 2;

    /// <summary>Ids that the cluster refuses with 400, whatever the row.</summary>
    private const int PoisonOneIn = 50;

    /// <summary>No rows.</summary>
    public static StormRows None { get; } = new([]);

    public int Count => blends.Count;

    /// <summary>The ids of all rows, good and bad.</summary>
    public IReadOnlySet<string> Ids { get; } = blends.Select(blend => blend.BlendId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Rows that a rule keeps out.</summary>
    public int Bad => blends.Count(IsBad);

    /// <summary>The rows as JSON.</summary>
    public IEnumerable<string> Json => blends.Select(MartRows.Row);

    /// <summary>The rows as a table.</summary>
    public FakeMart Table()
    {
        var cells = blends.Select(blend => JsonNode.Parse(MartRows.Row(blend))!).Select(row => MartColumn.All.Select(column => Cell(row[column.Name]!, column)).ToArray()).ToArray();
        return new FakeMart(blends.Count, (row, column) => cells[row][column.Ordinal]);
    }

    /// <summary>Rows of a shard.</summary>
    public int CountOf(MartShard shard) => blends.Count(blend => shard.Holds(BlendKey.Of(blend.BlendId)));

    public static StormRows Make(Random random)
    {
        var rows = new List<BlendDocument>();
        for (var (number, count) = (1, random.Next(0, 150)); number <= count; number++)
        {
            var blend = BlendBuilder.Blend(random.Next(20) == 0 ? random.Next(1, number + 1) : number);
            rows.Add(random.Next(30) == 0 ? blend with { Coverage = BadCoverage } : Version(blend, random));
        }

        return new StormRows(rows);
    }

    /// <summary>The mart some time later: some rows have changed, a few are new, a few are an older state's.</summary>
    public StormRows Later(Random random) => new([
        .. blends.Select(blend => !IsBad(blend) && random.Next(10) == 0 ? Version(blend, random) : blend),
        .. Enumerable.Range(1000, random.Next(10)).Select(number => Version(BlendBuilder.Blend(number), random)),
    ]);

    /// <summary>The mart without some blends.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="share">How many go, 0 to 1.</param>
    public StormRows Without(Random random, double share)
    {
        var gone = Ids.Order(StringComparer.Ordinal).Where(_ => random.NextDouble() < share).ToHashSet(StringComparer.Ordinal);
        return new StormRows([.. blends.Where(blend => !gone.Contains(blend.BlendId))]);
    }

    /// <summary>Good rows that the cluster refuses.</summary>
    /// <param name="from">Rows of older versions do not count; null for all.</param>
    public int Refused(DateTimeOffset? from = null) => blends.Count(blend => !IsBad(blend) && IsPoison(blend.BlendId) && !(blend.UpdatedAt < from));

    /// <summary>True when the cluster refuses the id.</summary>
    public static bool IsPoison(string id) => long.Parse(id.AsSpan("blend_".Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) % PoisonOneIn == PoisonOneIn - 1;

    /// <summary>The documents that must be in an index: of each id the newest row that can be indexed, of equal ones the last.</summary>
    /// <param name="before">Documents that are there already.</param>
    /// <param name="from">Rows of older versions do not count; null for all.</param>
    public IReadOnlyDictionary<string, StormDocument> Documents(IReadOnlyDictionary<string, StormDocument>? before = null, DateTimeOffset? from = null)
    {
        var documents = before?.ToDictionary(StringComparer.Ordinal) ?? new Dictionary<string, StormDocument>(StringComparer.Ordinal);
        foreach (var blend in blends.Where(blend => !IsBad(blend) && !IsPoison(blend.BlendId) && !(blend.UpdatedAt < from)))
        {
            var version = (blend.UpdatedAt.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            if (!documents.TryGetValue(blend.BlendId, out var held) || held.Version <= version)
            {
                documents[blend.BlendId] = new StormDocument(version, blend.L2VelocityStd);
            }
        }

        return documents;
    }

    private static bool IsBad(BlendDocument blend) => blend.Coverage >= BadCoverage;

    private static BlendDocument Version(BlendDocument blend, Random random) => blend with
    {
        UpdatedAt = blend.CreatedAt.AddSeconds(random.Next(3)),
        L2VelocityStd = 0.15 + (random.Next(4) * 0.001),
    };

    private static object? Cell(JsonNode value, MartColumn column) => column.Type switch
    {
        BlendFieldType.Keyword => (string)value!,
        BlendFieldType.Float => (double)value,
        BlendFieldType.Integer => (long)value,
        BlendFieldType.Boolean => (bool)value,
        _ => (((DateTimeOffset)value).UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
    };
}

/// <summary>What matters of a document: its version, and a value that tells rows of equal version apart.</summary>
internal sealed record StormDocument(long Version, double Value)
{
    /// <summary>Reads the documents of an index.</summary>
    public static IReadOnlyDictionary<string, StormDocument> Of(MemoryIndex index) => index.Documents.ToDictionary(
        document => document.Key,
        document =>
        {
            using var source = JsonDocument.Parse(document.Value.Source);
            return new StormDocument(document.Value.Version, source.RootElement.GetProperty(BlendFields.L2VelocityStd).GetDouble());
        },
        StringComparer.Ordinal);
}
