#if !OFFICIAL_PACKAGES
using System.Diagnostics;
using MotionBlend.AppHost.Configuration;

namespace MotionBlend.AppHost;

/// <summary>
/// Tries once, on a machine where this AppHost was built without Aspire, whether Aspire's packages can be restored after
/// all, and if so starts the real Aspire AppHost (docs/decisions/0001-official-packages.md).
/// </summary>
internal static class OfficialPackages
{
    /// <summary>Property and environment variable that decides for the whole solution; set, it is not questioned.</summary>
    public const string Property = "OfficialPackages";

    // To learn that a feed has no Aspire takes a second or two. Where it has, the restore may take its time.
    private static readonly TimeSpan LookUpLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Where the packages can be restored, runs the real AppHost with <paramref name="args"/> and ends this process with
    /// its exit code. Otherwise says so in one line, the first time, and returns.
    /// </summary>
    public static void HandOverIfRestorable(string projectPath, string[] args)
    {
        if (!File.Exists(projectPath) || Environment.GetEnvironmentVariable(Property) is { Length: > 0 })
        {
            return;
        }

        if (TryOnce(projectPath, new OfficialPackagesMemory(DataFolder.Default), LookUpLimit) is not { } restored)
        {
            return;
        }

        if (!restored)
        {
            Console.Out.WriteLine("Aspire's packages cannot be restored here: the local runner goes on (asked once; docs/decisions/0001-official-packages.md).");
            return;
        }

        Console.Out.WriteLine("Aspire's packages were restored: starting again as an Aspire AppHost.");
        Environment.Exit(Run(projectPath, Timeout.InfiniteTimeSpan, quiet: false, ["run", "--project", projectPath, "--", .. args]));
    }

    /// <summary>Whether the packages of <paramref name="projectPath"/> could be restored; null where that was tried before.</summary>
    internal static bool? TryOnce(string projectPath, OfficialPackagesMemory memory, TimeSpan lookUpLimit)
    {
        if (memory.WasTried)
        {
            return null;
        }

        var restored = TryRestore(projectPath, lookUpLimit);
        memory.Remember(restored);
        return restored;
    }

    private static bool TryRestore(string projectPath, TimeSpan lookUpLimit)
    {
        var scratch = Directory.CreateTempSubdirectory("motionblend-restore-").FullName;
        try
        {
            // Evaluating the project resolves Aspire's SDK and nothing else; its own folder keeps this build's restore intact.
            string[] properties = [$"-p:{Property}=true", $"-p:ArtifactsPath={scratch}"];
            return Run(projectPath, lookUpLimit, quiet: true, ["msbuild", projectPath, "-getProperty:AspireHostingSDKVersion", .. properties]) == 0
                && Run(projectPath, RestoreLimit, quiet: true, ["restore", projectPath, .. properties]) == 0;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Exit code of <c>dotnet</c> with <paramref name="arguments"/>; -1 where it took longer than <paramref name="limit"/>.</summary>
    private static int Run(string projectPath, TimeSpan limit, bool quiet, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Local.ProjectResource.DotNet, arguments)
        {
            WorkingDirectory = Path.GetDirectoryName(projectPath),
            RedirectStandardOutput = quiet,
            RedirectStandardError = quiet,
        })!;
        if (quiet)
        {
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        if (process.WaitForExit(limit))
        {
            return process.ExitCode;
        }

        process.Kill(entireProcessTree: true);
        return -1;
    }
}
#endif
