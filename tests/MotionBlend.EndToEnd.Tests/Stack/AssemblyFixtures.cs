using MotionBlend.EndToEnd.Tests.Browsers;
using MotionBlend.EndToEnd.Tests.Stack;

[assembly: AssemblyFixture(typeof(RunningStack))]
[assembly: AssemblyFixture(typeof(Browser))]
