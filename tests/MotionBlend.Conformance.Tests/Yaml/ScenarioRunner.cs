using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Runs the scenarios: a folder's context, its setup, its files in order, the folders below, its teardown.</summary>
public sealed class ScenarioRunner(YamlSuites suites, WireClient client)
{
    private static readonly string[] ContextFiles = ["_ctx.yaml", "_ctx.elasticsearch.yaml"];

    private readonly List<YamlResult> _results = [];

    /// <summary>One result a step, on an emptied server; steps not marked for Elasticsearch are skipped.</summary>
    public async Task<IReadOnlyList<YamlResult>> RunAsync(CancellationToken cancellationToken)
    {
        _results.Clear();
        await new ServerWipe(client).RunAsync(deep: true, cancellationToken);
        foreach (var folder in Directory.EnumerateDirectories(suites.ScenarioFolder).Order(StringComparer.Ordinal))
        {
            await RunFolderAsync(folder, [], cancellationToken);
        }

        return _results;
    }

    private async Task RunFolderAsync(string folder, JsonObject inherited, CancellationToken cancellationToken)
    {
        var context = (JsonObject)inherited.DeepClone();
        foreach (var path in ContextFiles.Select(name => Path.Combine(folder, name)).Where(File.Exists))
        {
            foreach (var (key, value) in YamlTree.ReadAll(File.ReadAllText(path)).OfType<JsonObject>().Single()) context[key] = value?.DeepClone();
        }

        var isForElasticsearch = context["engines"] is not JsonArray engines || engines.Any(engine => engine?.ToString() == "elasticsearch");
        var hasSetup = File.Exists(Path.Combine(folder, "_ctx.elasticsearch.yaml")) || File.Exists(Path.Combine(folder, "_setup.elasticsearch.yaml"));
        var failedSetup = await RunStepsAsync(folder, "_setup", context, cancellationToken);
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path)[0] != '_') await RunFileAsync(path, context, isForElasticsearch && hasSetup, failedSetup, cancellationToken);
        }

        foreach (var below in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)) await RunFolderAsync(below, context, cancellationToken);
        await RunStepsAsync(folder, "_teardown", context, cancellationToken);
    }

    private async Task RunFileAsync(string path, JsonObject context, bool applies, string? failedSetup, CancellationToken cancellationToken)
    {
        var file = Path.GetRelativePath(suites.Root, path).Replace('\\', '/');
        JsonNode? previous = null;
        var number = 0;
        foreach (var document in YamlTree.ReadAll(File.ReadAllText(path)).OfType<JsonObject>())
        {
            var step = new ScenarioStep(context, document, Path.GetDirectoryName(path)!);
            var (outcome, reason) = (YamlOutcome.Skip, "not marked for elasticsearch");
            if (applies && step.IsForElasticsearch)
            {
                (outcome, reason, previous) = await RunStepAsync(step, previous, cancellationToken);
                if (outcome == YamlOutcome.Fail && failedSetup is not null) reason = $"{reason} (setup: {failedSetup})";
            }

            _results.Add(new YamlResult(YamlSuite.Quickwit, file, $"step {++number}", outcome, reason.ReplaceLineEndings(" ")));
        }
    }

    private async Task<(YamlOutcome Outcome, string Reason, JsonNode? Previous)> RunStepAsync(
        ScenarioStep step, JsonNode? previous, CancellationToken cancellationToken)
    {
        try
        {
            return (YamlOutcome.Pass, "", await step.RunAsync(client, previous, cancellationToken));
        }
        catch (YamlTestException failure)
        {
            return (YamlOutcome.Fail, failure.Message, null);
        }
        catch (HttpRequestException failure)
        {
            return (YamlOutcome.Fail, $"connection: {failure.Message}", null);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (YamlOutcome.Fail, "no answer in time", null);
        }
    }

    private async Task<string?> RunStepsAsync(string folder, string name, JsonObject context, CancellationToken cancellationToken)
    {
        string? failed = null;
        foreach (var path in new[] { $"{name}.yaml", $"{name}.elasticsearch.yaml" }.Select(file => Path.Combine(folder, file)).Where(File.Exists))
        {
            foreach (var document in YamlTree.ReadAll(File.ReadAllText(path)).OfType<JsonObject>())
            {
                var (outcome, reason, _) = await RunStepAsync(new ScenarioStep(context, document, folder), null, cancellationToken);
                if (outcome == YamlOutcome.Fail) failed ??= reason;
            }
        }

        return failed;
    }
}
