namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>How many of the test's cases may differ or be refused. Lower it when fewer do; it must not rise.</summary>
public static class DifferentialRatchet
{
    public const int MaximumUnequal = 2;
}
