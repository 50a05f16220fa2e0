using MotionBlend.Conformance.Tests.Judging;

// The judges are commands of this executable, so that eng/*.sh can run them at length; without one it is a test executable.
return await JudgeCommands.TryRunAsync(args) ?? await JudgeCommands.RunTestsAsync(args);
