namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>A step of a test did not hold; the message is the reason that goes into the table.</summary>
public class YamlTestException(string reason) : Exception(reason);

/// <summary>The test does not apply to this server or this runner.</summary>
public sealed class YamlSkipException(string reason) : Exception(reason);

/// <summary>The call is not one that the specification allows (what <c>catch: param</c> expects).</summary>
public sealed class ApiParameterException(string reason) : YamlTestException(reason);
