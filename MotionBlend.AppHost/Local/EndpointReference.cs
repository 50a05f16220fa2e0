namespace MotionBlend.AppHost.Local;

/// <summary>Where a process listens. Loopback only: the local runner is for one machine.</summary>
internal sealed class EndpointAnnotation
{
    public int? Port { get; set; }

    /// <summary>Whether people open it: such addresses come first.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Address for other processes; no name has to be resolved.</summary>
    public string Url => $"http://127.0.0.1:{Port}";
}

/// <summary>What of an endpoint an argument can name: the port that the process listens on.</summary>
internal enum EndpointProperty { TargetPort }

/// <summary>An endpoint's address, known when it is turned into text.</summary>
internal sealed record EndpointReference(EndpointAnnotation Endpoint)
{
    public object Property(EndpointProperty property) => property is EndpointProperty.TargetPort
        ? Endpoint.Port!.Value
        : throw new NotSupportedException($"The local runner does not know {property}.");

    public override string ToString() => Endpoint.Url;
}

/// <summary>A text with references in it, known when it is asked for.</summary>
internal sealed class ReferenceExpression(FormattableString text)
{
    public string Value => FormattableString.Invariant(text);

    public static ReferenceExpression Create(FormattableString text) => new(text);
}
