namespace MotionBlend.Exporter.Mart;

/// <summary>Opens mart files.</summary>
internal static class MartFile
{
    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    private static ReadOnlySpan<byte> ParquetMagic => "PAR1"u8;

    /// <summary>Opens a mart file as a source of rows.</summary>
    /// <exception cref="MartException">There is no such file, or it cannot be read.</exception>
    public static async Task<IMartSource> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new MartException($"{path} is a folder; name one file, e.g. {Path.Combine(path, "mart.ndjson.gz")}");
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var format = await DetectAsync(file, cancellationToken);
            if (file.Length == 0)
            {
                throw new MartException($"{path} is empty") { Cure = "export the mart into it again" };
            }

            IMartSource source = format == MartFormat.Parquet ? ParquetMart.Open(path, file) : new NdjsonMart(path, file, format);
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

    private static async Task<MartFormat> DetectAsync(FileStream file, CancellationToken cancellationToken)
    {
        var start = new byte[4];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        var magic = start.AsSpan(0, read);
        return magic.StartsWith(ParquetMagic) ? MartFormat.Parquet
            : magic.StartsWith(GzipMagic) ? MartFormat.GzippedNdjson
            : MartFormat.Ndjson;
    }
}
