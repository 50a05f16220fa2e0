using System.IO.Compression;

namespace MotionBlend.AppHost.Tests;

/// <summary>The one try to restore the official packages, against a feed that is a folder: no network is asked.</summary>
public sealed class OfficialPackagesTests : IDisposable
{
    private const string Sdk = "MotionBlend.Tests.Sdk";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly OfficialPackagesMemory _memory;

    public OfficialPackagesTests() => _memory = new(Path.Combine(_folder.FullPath, "memory"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryOnce_FeedHasNoSdk_IsFalseAndRemembered()
    {
        var project = WriteProject();

        Assert.False(OfficialPackages.TryOnce(project, _memory, Patience));
        Assert.True(_memory.WasTried);
        Assert.Null(OfficialPackages.TryOnce(project, _memory, Patience));
    }

    [Fact]
    public void TryOnce_FeedHasTheSdkButNotAll_IsFalse()
    {
        WriteSdk();

        Assert.False(OfficialPackages.TryOnce(WriteProject("<PackageReference Include=\"MotionBlend.Tests.Missing\" Version=\"1.0.0\" />"), _memory, Patience));
    }

    [Fact]
    public void TryOnce_FeedHasAll_IsTrueAndLeavesThisBuildAlone()
    {
        WriteSdk();
        var project = WriteProject();

        Assert.True(OfficialPackages.TryOnce(project, _memory, Patience));
        Assert.Equal(["MotionBlend.AppHost.csproj"], Directory.GetFileSystemEntries(Path.GetDirectoryName(project)!).Select(Path.GetFileName));
    }

    [Fact]
    public void WasTried_OtherVersionOfTheAppHost_IsAskedAgain()
    {
        _folder.Write("memory/official-packages.txt", "0.0.0.1: Aspire's packages could not be restored.");

        Assert.False(_memory.WasTried);
    }

    /// <summary>A project that imports its SDK as the AppHost does.</summary>
    private string WriteProject(string packages = "")
    {
        _folder.Write("nuget.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="folder" value="feed" /></packageSources>
            </configuration>
            """);
        Directory.CreateDirectory(Path.Combine(_folder.FullPath, "feed"));
        return _folder.Write("MotionBlend.AppHost/MotionBlend.AppHost.csproj", $"""
            <Project>
              <PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <Import Project="Sdk.props" Sdk="{Sdk}" Version="1.2.3" Condition="'$(OfficialPackages)' == 'true'" />
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <ItemGroup>{packages}</ItemGroup>
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
            </Project>
            """);
    }

    private void WriteSdk()
    {
        var file = _folder.Write($"feed/{Sdk}.1.2.3.nupkg", "");
        using var package = new ZipArchive(File.Create(file), ZipArchiveMode.Create);
        Add($"{Sdk}.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
              <id>{Sdk}</id><version>1.2.3</version><authors>tests</authors><description>Stands in for Aspire's.</description>
              <packageTypes><packageType name="MSBuildSdk" /></packageTypes>
            </metadata></package>
            """);
        Add("Sdk/Sdk.props", "<Project />");

        void Add(string name, string content)
        {
            using var writer = new StreamWriter(package.CreateEntry(name).Open());
            writer.Write(content);
        }
    }
}
