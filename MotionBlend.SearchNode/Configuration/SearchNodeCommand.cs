using System.CommandLine;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Configuration;

/// <summary>The command line of the node.</summary>
internal static class SearchNodeCommand
{
    /// <summary>Exit code of a start that failed: folder in use, port taken.</summary>
    public const int StartFailed = 1;

    /// <summary>Exit code of options that make no sense.</summary>
    public const int BadOptions = 2;

    /// <summary>Parses the arguments and runs the node until it is stopped.</summary>
    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var port = new Option<int>("--port") { Description = "HTTP port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 9200 };
        var host = new Option<string>("--host")
        {
            Description = "Address to listen on. Only loopback is accepted: the node has no security yet.",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var data = new Option<string>("--data")
        {
            Description = "Folder of the database; made if it is not there. One node at a time can have it.",
            DefaultValueFactory = _ => SearchNodeOptions.DefaultDataFolder,
        };
        var settings = new Option<string[]>("-E")
        {
            Description = "A node setting, key=value; may be repeated. Known keys:\n" + NodeSettings.Help,
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new RootCommand(
            "An Elasticsearch-compatible search node over DuckDB, for machines without a cluster.\n\n"
            + "Prints \"search node: http://127.0.0.1:PORT\" when it answers. Stop it with Ctrl+C or SIGTERM.\n"
            + "Example: MotionBlend.SearchNode --port 9200 --data ./node-data -E cluster.name=studio")
        {
            port, host, data, settings,
        };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
                result.AddError("--port: must be 0 to 65535");
        });
        command.SetAction((parsed, token) =>
        {
            var (options, errors) = NodeSettings.Apply(
                new SearchNodeOptions { Port = parsed.GetValue(port), DataFolder = parsed.GetValue(data)! },
                parsed.GetValue(settings) ?? []);
            if (NodeSettings.LoopbackOnly(parsed.GetValue(host)!) is { Length: > 0 } outside)
                errors = [.. errors, outside];
            return errors.Count > 0 ? FailAsync(errors, BadOptions) : ServeAsync(options, token);
        });
        return command.Parse(args).InvokeAsync(cancellationToken: cancellationToken);
    }

    private static async Task<int> ServeAsync(SearchNodeOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var node = await SearchNodeApplication.StartAsync(options, TimeProvider.System, cancellationToken);
            await Console.Out.WriteLineAsync($"search node: {node.Address.GetLeftPart(UriPartial.Authority)}");
            await node.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (DataFolderException e)
        {
            return await FailAsync([e.Message], StartFailed);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return await FailAsync(
                [$"port {options.Port} on 127.0.0.1 is taken; stop what has it, or choose another with --port (0 takes a free one)"], StartFailed);
        }
    }

    private static async Task<int> FailAsync(IReadOnlyList<string> errors, int code)
    {
        foreach (var error in errors)
            await Console.Error.WriteLineAsync($"search node: {error}");
        return code;
    }
}
