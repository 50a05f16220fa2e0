#if !OFFICIAL_PACKAGES
namespace MotionBlend.AppHost;

/// <summary>Remembers in <paramref name="folder"/> that the restore was tried, for this version of the AppHost.</summary>
internal sealed class OfficialPackagesMemory(string folder)
{
    private readonly string _file = Path.Combine(folder, "official-packages.txt");

    /// <summary>Whether it was tried; deleting the file asks again.</summary>
    public bool WasTried => File.Exists(_file) && File.ReadAllText(_file).StartsWith(Version, StringComparison.Ordinal);

    private static string Version => typeof(OfficialPackagesMemory).Assembly.GetName().Version!.ToString();

    /// <summary>Writes the outcome down.</summary>
    public void Remember(bool restored)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(_file, $"{Version}: Aspire's packages {(restored ? "were" : "could not be")} restored. Delete this file to try again.\n");
    }
}
#endif
