using System.CommandLine;
using System.Globalization;

namespace MotionBlend.SearchNode.Bench.Crash;

/// <summary><c>crash</c>: kills the node in the middle of bulk loads and searches, again and again, and checks what it kept.</summary>
public static class CrashCommand
{
    public static Command Create()
    {
        var node = new Option<string>("--node") { Description = "Executable (or .dll) of the node.", Required = true };
        var kills = new Option<int>("--kills") { Description = "How often the node is killed.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Seed of the loads and of the moments.", DefaultValueFactory = _ => 1 };
        var command = new Command("crash", "kill -9 during bulk loads with concurrent searches: nothing acknowledged may be lost.") { node, kills, seed };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var data = Directory.CreateTempSubdirectory("motionblend-crash-").FullName;
            var run = new CrashRun(arguments.GetValue(node)!, data, arguments.GetValue(seed));
            for (var kill = 1; kill <= arguments.GetValue(kills); kill++)
            {
                var problems = await run.KillOnceAsync(cancellationToken);
                foreach (var problem in problems) Console.WriteLine($"kill {kill.ToString(CultureInfo.InvariantCulture)}: {problem}");
                if (run.IsBroken) break;
            }

            Console.WriteLine(run.Summary());
            if (run.Problems == 0) Directory.Delete(data, recursive: true);
            else Console.WriteLine($"The data folder is kept: {data}");
            return run.Problems == 0 ? 0 : 1;
        });
        return command;
    }
}
