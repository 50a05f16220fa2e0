namespace MotionBlend.Exporter.Mart;

/// <summary>Opens marts of files and pipes.</summary>
internal static class MartFile
{
    /// <summary>Name of standard input on the command line.</summary>
    public const string StandardInput = "-";

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    private static ReadOnlySpan<byte> ParquetMagic => "PAR1"u8;

    /// <summary>Opens a mart as a source of rows.</summary>
    /// <param name="path">A file, a folder or a pattern such as <c>extract-*.json.gz</c> for several, or <see cref="StandardInput"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MartException">There is no such file, or it cannot be read.</exception>
    public static Task<IMartSource> OpenAsync(string path, CancellationToken cancellationToken) =>
        path == StandardInput ? OpenPipeAsync("standard input", Console.OpenStandardInput(), cancellationToken)
        : MartFolder.Find(path) is { } files ? MartFolder.OpenAsync(path, files, cancellationToken)
        : OpenFileAsync(path, cancellationToken);

    /// <summary>Opens one file.</summary>
    /// <exception cref="MartException">There is no such file, or it cannot be read.</exception>
    public static async Task<IMartSource> OpenFileAsync(string path, CancellationToken cancellationToken)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            if (!file.CanSeek)
            {
                var pipe = file;
                file = null;
                return await OpenPipeAsync(path, pipe, cancellationToken);
            }

            var format = await DetectAsync(file, cancellationToken);
            file.Position = 0;
            if (file.Length == 0)
            {
                throw new MartException($"{path} is empty") { Cure = "export the mart into it again" };
            }

            IMartSource source = format == MartFormat.Parquet ? ParquetMart.Open(path, file) : new NdjsonMart(path, file, format!.Value);
            file = null;
            return source;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MartException($"there is no file {Path.GetFullPath(path)}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MartException($"{path} cannot be read: {exception.Message}", exception);
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }
        }
    }

    /// <summary>Opens what a pipe gives: NDJSON, plain or gzipped.</summary>
    /// <param name="name">Name for people.</param>
    /// <param name="stream">The pipe; it is disposed with the mart.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MartException">It gives nothing, or Parquet, which has its index at its end.</exception>
    public static async Task<IMartSource> OpenPipeAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        var pipe = new RewindableStream(stream);
        switch (await DetectAsync(pipe, cancellationToken))
        {
            case null:
                await pipe.DisposeAsync();
                throw new MartException($"{name} is empty") { Cure = "see whether the command before the pipe wrote anything" };
            case MartFormat.Parquet:
                await pipe.DisposeAsync();
                throw new MartException($"{name} is Parquet, which cannot be read from a pipe") { Cure = "write it to a file and name that with --mart" };
            case { } format:
                return new NdjsonMart(name, pipe, format);
        }
    }

    /// <summary>The format; null when there is nothing.</summary>
    private static async Task<MartFormat?> DetectAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[4];
        var read = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var magic = start.AsSpan(0, read);
        return read == 0 ? null
            : magic.StartsWith(ParquetMagic) ? MartFormat.Parquet
            : magic.StartsWith(GzipMagic) ? MartFormat.GzippedNdjson
            : MartFormat.Ndjson;
    }
}
