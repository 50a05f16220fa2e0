namespace MotionBlend.Architecture.Tests;

/// <summary>Who may reference whom: docs/architecture.md, "Projects".</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["MotionBlend.AppHost"] = ["MotionBlend.Api", "MotionBlend.Exporter", "MotionBlend.SearchNode", "MotionBlend.Web"],
        ["MotionBlend.ServiceDefaults"] = [],
        ["MotionBlend.Domain"] = [],
        ["MotionBlend.Elasticsearch"] = [],
        ["MotionBlend.Exporter"] = ["MotionBlend.Domain", "MotionBlend.Elasticsearch", "MotionBlend.ServiceDefaults"],
        ["MotionBlend.Api"] = ["MotionBlend.Domain", "MotionBlend.Elasticsearch", "MotionBlend.ServiceDefaults"],
        ["MotionBlend.Api.Client"] = ["MotionBlend.Domain"],
        ["MotionBlend.Web"] = ["MotionBlend.Api.Client", "MotionBlend.Domain", "MotionBlend.ServiceDefaults"],
        ["MotionBlend.SearchNode"] = ["MotionBlend.ServiceDefaults"],
        ["MotionBlend.TestKit"] = ["MotionBlend.Domain", "MotionBlend.Elasticsearch", "MotionBlend.SearchNode"],
        ["MotionBlend.Domain.Tests"] = ["MotionBlend.Domain", "MotionBlend.TestKit"],
        ["MotionBlend.Elasticsearch.Tests"] = ["MotionBlend.Elasticsearch", "MotionBlend.TestKit"],
        ["MotionBlend.Exporter.Tests"] = ["MotionBlend.Exporter", "MotionBlend.TestKit"],
        ["MotionBlend.Api.Tests"] = ["MotionBlend.Api", "MotionBlend.Api.Client", "MotionBlend.TestKit"],
        ["MotionBlend.Web.Tests"] = ["MotionBlend.Web", "MotionBlend.TestKit"],
        // The node is tested as a stranger to blends, and by those who know only its protocol.
        ["MotionBlend.SearchNode.Tests"] = ["MotionBlend.SearchNode"],
        ["MotionBlend.Conformance.Tests"] = ["MotionBlend.SearchNode"],
        ["MotionBlend.AppHost.Tests"] = ["MotionBlend.AppHost"],
        ["MotionBlend.EndToEnd.Tests"] = ["MotionBlend.AppHost"],
        ["MotionBlend.Architecture.Tests"] = [],
    };

    /// <summary>Packages (by prefix) that belong to one project; the tests of that project may use them too.</summary>
    private static readonly Dictionary<string, string[]> Owners = new()
    {
        ["Aspire.Hosting"] = ["MotionBlend.AppHost"],
        ["Aspire.Elastic."] = ["MotionBlend.Elasticsearch"],
        ["Elastic."] = ["MotionBlend.Elasticsearch"],
        ["DuckDB."] = ["MotionBlend.SearchNode"],
        ["Google.Cloud."] = ["MotionBlend.Exporter"],
        ["Google.Apis"] = ["MotionBlend.Exporter"],
        ["MudBlazor"] = ["MotionBlend.Web"],
        ["Microsoft.EntityFrameworkCore"] = ["MotionBlend.Web"],
        ["bunit"] = ["MotionBlend.Web"],
        ["OpenTelemetry"] = ["MotionBlend.ServiceDefaults"],
        ["Microsoft.Extensions.ServiceDiscovery"] = ["MotionBlend.ServiceDefaults"],
        ["Microsoft.Extensions.Http.Resilience"] = ["MotionBlend.ServiceDefaults"],
        ["System.CommandLine"] = ["MotionBlend.Exporter", "MotionBlend.SearchNode"],
        ["Microsoft.Playwright"] = ["MotionBlend.EndToEnd"],
        ["Deque.AxeCore"] = ["MotionBlend.EndToEnd"],
    };

    /// <summary>Projects that stay free of any package of others.</summary>
    private static readonly string[] WithoutPackages = ["MotionBlend.Domain", "MotionBlend.Api.Client"];

    [Fact]
    public void ProjectReferences_EveryProject_AreThoseOfTheTable()
    {
        List<string> faults = [];
        foreach (var project in Repository.Projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var references = Repository.Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
            if (Allowed.TryGetValue(name, out var allowed))
            {
                faults.AddRange(references.Except(allowed).Select(reference => $"{name} must not reference {reference}."));
            }
            else if (!project.StartsWith("bench/", StringComparison.Ordinal))
            {
                faults.Add($"{name} is not in the table: add it there and in docs/architecture.md.");
            }
        }

        Faults.None(faults);
    }

    [Fact]
    public void ProjectReferences_OutsideTests_NeverPointIntoTests() =>
        Faults.None(Repository.Projects
            .Where(project => !Repository.IsTest(project))
            .SelectMany(project => Repository.Items(project, "ProjectReference").Select(reference => (project, reference)))
            .Where(pair => pair.reference.Contains("tests/", StringComparison.Ordinal))
            .Select(pair => $"{pair.project}: {pair.reference}"));

    [Fact]
    public void PackageReferences_OwnedPackages_AreUsedByTheirOwnersOnly()
    {
        List<string> faults = [];
        foreach (var project in Repository.Projects.Where(project => !project.StartsWith("bench/", StringComparison.Ordinal)))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var subject = name.EndsWith(".Tests", StringComparison.Ordinal) ? name[..^".Tests".Length] : name;
            foreach (var package in Repository.Items(project, "PackageReference"))
            {
                if (Owners.FirstOrDefault(owner => package.StartsWith(owner.Key, StringComparison.Ordinal)) is { Value: { } owners } && !owners.Contains(subject))
                {
                    faults.Add($"{name} must not use {package}: it belongs to {string.Join(", ", owners)}.");
                }

                if (WithoutPackages.Contains(name))
                {
                    faults.Add($"{name} must not use {package}: it uses no package.");
                }
            }
        }

        Faults.None(faults);
    }

    [Theory]
    [InlineData("MotionBlend.Domain")]
    [InlineData("MotionBlend.Elasticsearch")]
    [InlineData("MotionBlend.Api.Client")]
    public void Libraries_StayFreeOfAspNetCore(string project) =>
        Faults.None(Repository.Items($"{project}/{project}.csproj", "FrameworkReference"));

    [Fact]
    public void SearchNode_Sources_NameNothingOfBlends()
    {
        string[] words = ["mb_blends", "quality_score", "left_motion", "BlendDocument"];

        Faults.None(Repository.Sources
            .Where(file => file.StartsWith("MotionBlend.SearchNode/", StringComparison.Ordinal))
            .Where(file => words.Any(word => Repository.Read(file).Contains(word, StringComparison.Ordinal))));
    }
}
