using MotionBlend.Exporter.Tests.Storms;

// Storms are a command of this executable, so that eng/faults.sh can run them at length; without it this is a test executable.
return await StormCommand.TryRunAsync(args) ?? await StormCommand.RunTestsAsync(args);
