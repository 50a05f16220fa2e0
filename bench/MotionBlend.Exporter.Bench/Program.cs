using System.CommandLine;
using MotionBlend.Exporter.Bench;

var root = new RootCommand("Measures the exporter: its own speed, beside a plain loop and a Python script on one server, and its memory.")
{
    ParquetCommand.Create(),
    TranscodeCommand.Create(),
    LoadCommand.Create(),
    MemoryCommand.Create(),
    VerifyCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
