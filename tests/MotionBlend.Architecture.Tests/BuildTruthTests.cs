namespace MotionBlend.Architecture.Tests;

/// <summary>What the root decides, no project decides again.</summary>
public sealed class BuildTruthTests
{
    private static readonly string[] Sdks = ["Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Web"];

    private static readonly string[] RootOnly =
    [
        "TargetFramework", "TargetFrameworks", "LangVersion", "Nullable", "ImplicitUsings", "TreatWarningsAsErrors", "WarningsNotAsErrors",
        "EnforceCodeStyleInBuild", "AnalysisLevel", "AnalysisMode", "RuntimeIdentifier", "ManagePackageVersionsCentrally",
        "CentralPackageTransitivePinningEnabled", "NuGetAudit", "Version",
    ];

    [Fact]
    public void Projects_Sdk_IsOneOfTwoWithoutAVersion() =>
        Faults.None(Repository.Projects
            .Where(project => Path.GetFileName(project) != "MotionBlend.AppHost.csproj")
            .Where(project => !Sdks.Contains(Repository.ReadXml(project).Root!.Attribute("Sdk")?.Value)));

    /// <summary>
    /// An import reads the version from its own attribute; <c>Name/Version</c>, which a project's <c>Sdk</c> attribute
    /// takes, is taken for a name there and never found. It has to be the version that everything else is pinned to.
    /// </summary>
    [Fact]
    public void AppHost_AspireSdk_IsImportedWithTheCentralVersion()
    {
        var imports = Repository.ReadXml("MotionBlend.AppHost/MotionBlend.AppHost.csproj").Descendants("Import")
            .Where(import => import.Attribute("Sdk")?.Value.StartsWith("Aspire", StringComparison.Ordinal) == true)
            .ToList();

        Assert.Equal(2, imports.Count);
        Assert.All(imports, import =>
        {
            Assert.Equal("Aspire.AppHost.Sdk", import.Attribute("Sdk")!.Value);
            Assert.Equal("$(AspireVersion)", import.Attribute("Version")!.Value);
            Assert.Equal("'$(OfficialPackages)' == 'true'", import.Attribute("Condition")!.Value);
        });
    }

    [Fact]
    public void Projects_RootProperties_AreNotSetAgain() =>
        Faults.None(Repository.Projects.SelectMany(project => Repository.ReadXml(project).Descendants()
            .Where(element => RootOnly.Contains(element.Name.LocalName) && element.Parent!.Name.LocalName == "PropertyGroup")
            .Select(element => $"{project}: {element.Name.LocalName}")));

    [Fact]
    public void Projects_Packages_HaveCentralVersions() =>
        Faults.None(Repository.Projects.SelectMany(project => Repository.ReadXml(project).Descendants("PackageReference")
            .Where(package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null)
            .Select(package => $"{project}: {package.Attribute("Include")?.Value}")));

    [Fact]
    public void Solution_EveryProject_IsInIt()
    {
        var solution = Repository.Read("MotionBlend.Aspire.sln").Replace('\\', '/');

        Assert.NotEmpty(Repository.Projects);
        Faults.None(Repository.Projects.Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)));
    }
}
