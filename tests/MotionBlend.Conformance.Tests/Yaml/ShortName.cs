namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>A file's name without the folders that all files of its suite share.</summary>
public static class ShortName
{
    private static readonly string[] Shared = ["/rest-api-spec/test/", "/tests/", "/scenarii/"];

    public static string Of(string file)
    {
        foreach (var folder in Shared)
        {
            var at = file.LastIndexOf(folder, StringComparison.Ordinal);
            if (at >= 0) return file[(at + folder.Length)..];
        }

        return file;
    }
}
