using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Runs tests of Elasticsearch's own format against one server, one after the other.</summary>
public sealed class YamlTestRunner
{
    private static readonly string[] DeepCalls = ["cluster.put_settings", "ingest.", "snapshot."];

    private readonly ApiCall _calls;
    private readonly WireClient _client;
    private readonly Version _server;
    private readonly ServerWipe _wipe;
    private readonly Prerequisites _prerequisites;
    private bool _deepWipe = true;

    private YamlTestRunner(ApiSpecification specification, WireClient client, Version server)
    {
        _calls = new ApiCall(specification);
        _client = client;
        _server = server;
        _wipe = new ServerWipe(client);
        _prerequisites = new Prerequisites(server);
    }

    /// <summary>Asks the server for its version and makes a runner for it.</summary>
    public static async Task<YamlTestRunner> ConnectAsync(ApiSpecification specification, WireClient client, CancellationToken cancellationToken)
    {
        var info = await client.SendAsync("GET", "/", null, cancellationToken);
        var version = info.Json?["version"]?["number"]?.ToString() ?? throw new InvalidOperationException($"GET / answered {info.Status} {info.Error}");
        return new YamlTestRunner(specification, client, Version.Parse(version.Split('-')[0]));
    }

    /// <summary>Runs one test on an emptied server.</summary>
    public async Task<YamlResult> RunAsync(YamlTest test, CancellationToken cancellationToken)
    {
        try
        {
            Prerequisites.CheckFile(test.Requires);
            await _wipe.RunAsync(_deepWipe, cancellationToken);
            var text = test.Setup.ToJsonString() + test.Steps.ToJsonString();
            _deepWipe = DeepCalls.Any(call => text.Contains(call, StringComparison.Ordinal));
            await RunStepsAsync(test, cancellationToken);
            return Result(test, YamlOutcome.Pass, "");
        }
        catch (YamlSkipException skip)
        {
            return Result(test, YamlOutcome.Skip, skip.Message);
        }
        catch (YamlTestException failure)
        {
            return Result(test, YamlOutcome.Fail, failure.Message);
        }
        catch (HttpRequestException failure)
        {
            return Result(test, YamlOutcome.Fail, $"connection: {failure.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(test, YamlOutcome.Fail, "no answer in time");
        }
    }

    private static YamlResult Result(YamlTest test, YamlOutcome outcome, string reason) =>
        new(test.Suite, test.File, test.Name, outcome, reason.ReplaceLineEndings(" "));

    private async Task RunStepsAsync(YamlTest test, CancellationToken cancellationToken)
    {
        var stash = new Stash();
        var assertions = new Assertions(stash);
        var doStep = new DoStep(_calls, _client, _server, stash);
        try
        {
            await RunSectionAsync("setup: ", test.Setup, doStep, assertions, stash, cancellationToken);
            await RunSectionAsync("", test.Steps, doStep, assertions, stash, cancellationToken);
        }
        finally
        {
            await TearDownAsync(test.Teardown, doStep, assertions, stash, cancellationToken);
        }
    }

    private async Task TearDownAsync(JsonArray steps, DoStep doStep, Assertions assertions, Stash stash, CancellationToken cancellationToken)
    {
        try
        {
            await RunSectionAsync("teardown: ", steps, doStep, assertions, stash, cancellationToken);
        }
        catch (YamlTestException)
        {
            // The next test's wipe removes what a teardown could not; the test's own outcome is what counts.
        }
    }

    private async Task RunSectionAsync(
        string prefix, JsonArray steps, DoStep doStep, Assertions assertions, Stash stash, CancellationToken cancellationToken)
    {
        foreach (var step in steps.OfType<JsonObject>())
        {
            foreach (var (kind, operand) in step)
            {
                try
                {
                    await RunStepAsync(kind, operand, doStep, assertions, stash, cancellationToken);
                }
                catch (YamlTestException failure) when (prefix.Length > 0)
                {
                    throw new YamlTestException(prefix + failure.Message);
                }
            }
        }
    }

    private async Task RunStepAsync(
        string kind, JsonNode? operand, DoStep doStep, Assertions assertions, Stash stash, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case "skip":
                _prerequisites.CheckSkip(operand as JsonObject ?? []);
                break;
            case "requires":
                _prerequisites.CheckRequires(operand as JsonObject ?? []);
                break;
            case "do":
                Remember(await doStep.RunAsync(operand as JsonObject ?? [], cancellationToken), assertions, stash);
                break;
            case "set":
                foreach (var (path, name) in operand as JsonObject ?? []) Stow(path, name!.ToString(), assertions, stash);
                break;
            default:
                assertions.Check(kind, operand);
                break;
        }
    }

    private static void Remember(WireReply? reply, Assertions assertions, Stash stash)
    {
        assertions.Text = reply?.Text ?? "";
        assertions.Tree = reply switch
        {
            null => null,
            { IsHead: true } => JsonValue.Create(reply.IsSuccess),
            { MediaType: "application/yaml" } => YamlTree.ReadAll(reply.Text)[0],
            { Json: null } => JsonValue.Create(reply.Text),
            _ => reply.Json,
        };
        stash.Set("body", assertions.Tree);
    }

    private static void Stow(string path, string name, Assertions assertions, Stash stash)
    {
        var value = assertions.Find(path, out var found);
        if (!found) throw new YamlTestException($"set {path}: not in the reply");
        stash.Set(name, value);
    }
}
