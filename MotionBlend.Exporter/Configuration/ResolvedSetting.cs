namespace MotionBlend.Exporter.Configuration;

/// <summary>A setting's value and where it came from.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Value">The value; null when there is none.</param>
/// <param name="Origin">Where it came from, for people: the flag, the variable, the file, or <c>default</c>.</param>
/// <param name="IsGiven">True when somebody gave it, false for a default.</param>
internal sealed record ResolvedSetting(Setting Setting, string? Value, string Origin, bool IsGiven);
