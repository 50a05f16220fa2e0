using System.Buffers;
using System.Globalization;
using MotionBlend.Domain.Quality;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Mart;

/// <summary>Makes any number of rows from those of a mart: the same values under fresh ids. The same seed gives the same rows.</summary>
internal sealed class MartGenerator
{
    // Enough for any distribution, and no more than a few hundred MB.
    private const int MostTemplates = 200_000;
    private const int HexDigits = 12;
    private const ulong IdMask = (1UL << (4 * HexDigits)) - 1;

    private readonly List<byte[]> _templates = [];
    private readonly int _idStart;

    private MartGenerator(int idStart) => _idStart = idStart;

    /// <summary>Rows to make others from.</summary>
    public int Templates => _templates.Count;

    /// <summary>Reads the good rows of a mart.</summary>
    /// <exception cref="MartException">The mart cannot be read, or holds no good row.</exception>
    public static async Task<MartGenerator> ReadAsync(IMartSource source, BatchLimits limits, CancellationToken cancellationToken)
    {
        var prefix = MartColumn.All[MartColumn.BlendId].Utf8Member.Length + "\"blend_".Length;
        var generator = new MartGenerator(prefix);
        var judge = new RowJudge(new QualityGate());
        await foreach (var batch in source.ReadAsync(limits, cancellationToken))
        {
            using (batch)
            {
                for (var row = 0; row < batch.Count && generator.Templates < MostTemplates; row++)
                {
                    generator.Add(batch.Row(row), judge);
                }
            }

            if (generator.Templates == MostTemplates)
            {
                break;
            }
        }

        return generator.Templates > 0 ? generator : throw new MartException($"{source.Name} holds no row that satisfies the rules");
    }

    /// <summary>Writes rows, one a line.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Decides their ids.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task WriteAsync(long count, int seed, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        var start = Mix((ulong)seed);
        for (long number = 0; number < count; number++)
        {
            WriteRow(number, start, buffer);
            if (buffer.WrittenCount > 1 << 19 || number == count - 1)
            {
                await target.WriteAsync(buffer.WrittenMemory, cancellationToken);
                buffer.ResetWrittenCount();
            }
        }
    }

    private void Add(ReadOnlySpan<byte> row, RowJudge judge)
    {
        if (judge.Judge(row))
        {
            var line = new ArrayBufferWriter<byte>(row.Length);
            judge.WriteRow(row, line);
            line.Write("\n"u8);
            _templates.Add(line.WrittenSpan.ToArray());
        }
    }

    private void WriteRow(long number, ulong start, ArrayBufferWriter<byte> buffer)
    {
        var template = _templates[(int)(number % _templates.Count)];
        var span = buffer.GetSpan(template.Length);
        template.CopyTo(span);

        // An odd factor makes this a permutation of all 48-bit numbers: no id comes twice.
        var id = (start + ((ulong)number * 0x9E3779B97F4A7C15UL)) & IdMask;
        id.TryFormat(span.Slice(_idStart, HexDigits), out _, "x12", CultureInfo.InvariantCulture);
        buffer.Advance(template.Length);
    }

    /// <summary>Spreads neighbouring seeds (the finaliser of SplitMix64, Steele, Lea and Flood 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
