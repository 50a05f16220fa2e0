namespace MotionBlend.AppHost.Local;

/// <summary>The variables of a child: Aspire's names (docs/configuration.md), on top of what this process was given.</summary>
internal static class ChildEnvironment
{
    // Meant for the AppHost itself; a child gets its own, or must not have them at all.
    private static readonly string[] NotInherited =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ELASTICSEARCH_URL",
        "ConnectionStrings__", "services__", "ASPIRE_",
    ];

    /// <summary>Makes <paramref name="variables"/>, which hold those of this process, the variables of <paramref name="resource"/>.</summary>
    public static void Apply(IDictionary<string, string?> variables, Resource resource)
    {
        foreach (var name in variables.Keys.Where(name => NotInherited.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            variables.Remove(name);
        }

        variables["OTEL_SERVICE_NAME"] = resource.Name;
        var given = variables.TryGetValue("OTEL_RESOURCE_ATTRIBUTES", out var attributes) && attributes is { Length: > 0 } ? attributes + "," : "";
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"{given}service.instance.id={Guid.NewGuid():N}";

        // One line for a message, unless the user wants another form.
        variables.TryAdd("Logging__Console__FormatterName", "simple");
        variables.TryAdd("Logging__Console__FormatterOptions__SingleLine", "true");
        if (RunnerConsole.HasColour)
        {
            variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        }

        resource.Environment.ForEach(set => set(variables));
    }
}
