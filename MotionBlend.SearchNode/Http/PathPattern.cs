namespace MotionBlend.SearchNode.Http;

/// <summary>One path of an endpoint, split into literal and varying parts.</summary>
internal sealed record PathPattern(string[] Segments, IEndpoint Endpoint)
{
    /// <summary>Sort key by which a literal part goes before a varying one, from the left.</summary>
    public string Rank { get; } = string.Concat(Segments.Select(s => IsVariable(s) ? '1' : '0'));

    public static PathPattern Parse(string path, IEndpoint endpoint) =>
        new(path.Split('/', StringSplitOptions.RemoveEmptyEntries), endpoint);

    public bool Matches(string[] parts)
    {
        for (var i = 0; i < Segments.Length; i++)
            if (!IsVariable(Segments[i]) && Segments[i] != parts[i])
                return false;
        return true;
    }

    /// <summary>True when this pattern names the part literally.</summary>
    public bool IsLiteral(int part) => !IsVariable(Segments[part]);

    public Dictionary<string, string> Values(string[] parts)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < Segments.Length; i++)
            if (IsVariable(Segments[i]))
                values[Segments[i][1..^1]] = parts[i];
        return values;
    }

    private static bool IsVariable(string segment) => segment[0] == '{';
}
