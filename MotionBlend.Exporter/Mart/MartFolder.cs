using System.Runtime.CompilerServices;

namespace MotionBlend.Exporter.Mart;

/// <summary>A mart of several files, such as an extract in parts: read one after the other, in the order of their names.</summary>
internal sealed class MartFolder : IMartSource
{
    private static readonly string[] Endings = [".ndjson", ".jsonl", ".json", ".ndjson.gz", ".jsonl.gz", ".json.gz", ".parquet"];

    private readonly IReadOnlyList<IMartSource> _parts;

    private MartFolder(string name, IReadOnlyList<IMartSource> parts) => (Name, _parts) = (name, parts);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long? TotalRows => _parts.Aggregate((long?)0, (rows, part) => rows + part.TotalRows);

    /// <summary>The files of a folder or of a pattern, in the order of their names; null when a path is neither.</summary>
    /// <exception cref="MartException">The folder cannot be read.</exception>
    public static IReadOnlyList<string>? Find(string path)
    {
        var isFolder = Directory.Exists(path);
        var pattern = Path.GetFileName(path);
        if (!isFolder && (File.Exists(path) || pattern.AsSpan().IndexOfAny('*', '?') < 0))
        {
            return null;
        }

        var folder = isFolder ? path : Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, isFolder ? "*" : pattern)
                    .Where(file => !isFolder || Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                    .Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MartException($"the folder {folder} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Opens all files.</summary>
    /// <exception cref="MartException">There is none, or one of them cannot be read.</exception>
    public static async Task<IMartSource> OpenAsync(string name, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
        {
            throw new MartException($"{name} names no mart file")
            {
                Cure = $"name a file, or a folder with files that end in {string.Join(", ", Endings)}, or a pattern in quotes",
            };
        }

        var parts = new List<IMartSource>();
        try
        {
            foreach (var file in files)
            {
                parts.Add(await MartFile.OpenFileAsync(file, cancellationToken));
            }
        }
        catch
        {
            await DisposeAsync(parts);
            throw;
        }

        return new MartFolder(name, parts);
    }

    /// <inheritdoc/>
    /// <remarks>A column that not all files have is missing.</remarks>
    public async ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken)
    {
        var columns = new List<string>(await _parts[0].ReadColumnsAsync(cancellationToken));
        foreach (var part in _parts.Skip(1))
        {
            var more = await part.ReadColumnsAsync(cancellationToken);
            columns.RemoveAll(column => Rows.MartColumn.Find(column) is not null && !more.Contains(column));
            columns.AddRange(more.Where(column => Rows.MartColumn.Find(column) is null && !columns.Contains(column)));
        }

        return columns;
    }

    /// <inheritdoc/>
    public ValueTask<string?> TryResumeAsync(ResumePoint point, CancellationToken cancellationToken) => new($"{Name} is several files, which are read anew");

    /// <inheritdoc/>
    public ResumePoint? ResumePointAt(long rowsDone) => null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<MartBatch> ReadAsync(BatchLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long before = 0;
        for (var part = 0; part < _parts.Count; part++)
        {
            var last = before;
            await foreach (var batch in _parts[part].ReadAsync(limits, cancellationToken))
            {
                batch.MoveBehind(before, part, _parts.Count);
                last = batch.LastRow;
                yield return batch;
            }

            before = last;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => DisposeAsync(_parts);

    private static async ValueTask DisposeAsync(IReadOnlyList<IMartSource> parts)
    {
        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }
    }
}
