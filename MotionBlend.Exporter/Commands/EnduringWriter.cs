using System.Text;

namespace MotionBlend.Exporter.Commands;

/// <summary>
/// Writes for as long as that works and is silent afterwards: a full disk behind a log must not end a run at its work. That it failed
/// is told at the end.
/// </summary>
/// <param name="writer">Where to.</param>
internal sealed class EnduringWriter(TextWriter writer) : TextWriter
{
    /// <summary>Why nothing is written any more; null while it is.</summary>
    public IOException? Failure { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => writer.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => writer.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => writer.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(writer.Flush);

    private void Try(Action write)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (IOException exception)
        {
            Failure = exception;
        }
    }
}
