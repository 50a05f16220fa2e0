namespace MotionBlend.Domain.Search;

/// <summary>A parameter that cannot be read.</summary>
/// <param name="Parameter">Its name in the address.</param>
/// <param name="Value">What was given, cut to 100 characters.</param>
/// <param name="Message">What would be right, in one sentence.</param>
/// <param name="IsUnknown">True when there is no parameter of this name.</param>
public sealed record FieldError(string Parameter, string Value, string Message, bool IsUnknown = false);
