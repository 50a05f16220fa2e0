using System.CommandLine;
using MotionBlend.SearchNode.Bench;
using MotionBlend.SearchNode.Bench.Crash;

var root = new RootCommand("Measures the search node beside a real Elasticsearch, and kills it while it works.")
{
    CompareCommand.Create(),
    CrashCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
