using System.Text;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>The rules for names of indices and aliases.</summary>
internal static class IndexNames
{
    private static readonly System.Buffers.SearchValues<char> Forbidden = System.Buffers.SearchValues.Create(" \"*,/<>?\\|");

    private const int MaxBytes = 255;

    /// <summary>Names that the health endpoints of the process take; an index of that name could not be read by GET.</summary>
    private static readonly string[] Shadowed = ["health", "alive"];

    /// <summary>Checks the name of a new index.</summary>
    /// <exception cref="FailureException">The name breaks a rule.</exception>
    public static void RequireValid(string name)
    {
        if (Fault(name) is { } fault)
        {
            throw new Failure(FailureKind.InvalidIndexName, $"Invalid index name [{name}], {fault}")
            {
                IndexUuid = "_na_",
                Index = name,
            }.Raise();
        }
    }

    /// <summary>Checks the name of a new alias.</summary>
    /// <exception cref="FailureException">The name breaks a rule.</exception>
    public static void RequireValidAlias(string name)
    {
        if (Fault(name) is { } fault && fault != "must be lowercase")
            throw new Failure(FailureKind.InvalidAliasName, $"Invalid alias name [{name}], {fault}").Raise();
    }

    private static string? Fault(string name)
    {
        if (name.Length == 0)
            return "must not be empty";
        if (name.AsSpan().IndexOfAny(Forbidden) >= 0)
            return "must not contain the following characters [' ','\"','*',',','/','<','>','?','\\','|']";
        if (name.Contains('\0', StringComparison.Ordinal))
            return "must not contain the character U+0000, which this node cannot keep";
        if (name.Contains('#', StringComparison.Ordinal))
            return "must not contain '#'";
        if (name.Contains(':', StringComparison.Ordinal))
            return "must not contain ':'";
        if (name[0] is '_' or '-' or '+')
            return "must not start with '_', '-', or '+'";
        if (Encoding.UTF8.GetByteCount(name) is var bytes and > MaxBytes)
            return $"index name is too long, ({bytes} > {MaxBytes})";
        if (name is "." or "..")
            return "must not be '.' or '..'";
        if (!string.Equals(name.ToLowerInvariant(), name, StringComparison.Ordinal))
            return "must be lowercase";
        return Shadowed.Contains(name) ? "must not be [health] or [alive], which are paths of this node's health endpoints" : null;
    }
}
