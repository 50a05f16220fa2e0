using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Which set of tests a file belongs to.</summary>
public enum YamlSuite
{
    /// <summary>Elasticsearch's core tests as of 7.10.</summary>
    Core710,

    /// <summary>The language clients' tests, branch 8.19.</summary>
    Clients819,

    /// <summary>Quickwit's compatibility scenarios.</summary>
    Quickwit,
}

/// <summary>A named test of a file: the steps before it, its own, and those after it.</summary>
public sealed record YamlTest(
    YamlSuite Suite, string File, string Name, JsonArray Setup, JsonArray Steps, JsonArray Teardown, JsonObject? Requires);

/// <summary>What came of a test.</summary>
public enum YamlOutcome
{
    Pass,
    Fail,
    Skip,
}

/// <summary>A test's outcome and, where it did not pass, why.</summary>
public sealed record YamlResult(YamlSuite Suite, string File, string Name, YamlOutcome Outcome, string Reason);
