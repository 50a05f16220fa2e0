using MotionBlend.Exporter.Commands;

return await ExporterCommandLine.RunAsync(args, ExporterConsole.OfProcess(), CancellationToken.None);
