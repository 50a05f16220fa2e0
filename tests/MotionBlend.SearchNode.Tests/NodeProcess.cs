using System.Diagnostics;

namespace MotionBlend.SearchNode.Tests;

/// <summary>The node as a process of its own, started as a user starts it, to be killed.</summary>
internal sealed class NodeProcess : IDisposable
{
    private const string Ready = "search node: ";

    private readonly Process _process;

    private NodeProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<NodeProcess> StartAsync(string folder, params string[] arguments)
    {
        var process = Process.Start(StartInfo(["--port", "0", "--data", folder, .. arguments]))!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.StartsWith(Ready, StringComparison.Ordinal))
                return new NodeProcess(process, new Uri(line[Ready.Length..]));
        throw new InvalidOperationException($"the node ended: {await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>Runs the node to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(StartInfo(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, error);
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MotionBlend.SearchNode.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
