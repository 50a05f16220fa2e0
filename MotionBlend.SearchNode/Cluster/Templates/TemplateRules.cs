using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Cluster.Templates;

/// <summary>What a new template must keep to beside the others.</summary>
internal static class TemplateRules
{
    /// <summary>Checks a template's name.</summary>
    /// <exception cref="FailureException">It breaks a rule.</exception>
    public static void RequireName(string kind, string name)
    {
        var fault = name switch
        {
            _ when name.Contains(' ', StringComparison.Ordinal) => "name must not contain a space",
            _ when name.Contains(',', StringComparison.Ordinal) => "name must not contain a ','",
            _ when name.Contains('#', StringComparison.Ordinal) => "name must not contain a '#'",
            _ when name.Contains('*', StringComparison.Ordinal) => "name must not contain a '*'",
            _ when name.StartsWith('_') => "name must not start with '_'",
            _ when !string.Equals(name, name.ToLowerInvariant(), StringComparison.Ordinal) => "name must be lower cased",
            _ => null,
        };
        if (fault is not null)
            throw new Failure(FailureKind.InvalidIndexTemplate, $"{kind} [{name}] invalid, cause [Validation Failed: 1: {fault};]").Raise();
    }

    /// <summary>Checks an index template against the components that there are and the other templates.</summary>
    /// <exception cref="FailureException">A component is missing, or another template of the same priority takes the same names.</exception>
    public static void RequireFit(ClusterMetadata metadata, string name, IndexTemplate template)
    {
        var missing = template.ComposedOf.Where(c => !metadata.ComponentTemplates.ContainsKey(c) && template.MayMiss?.Contains(c) != true).ToList();
        if (missing.Count > 0)
        {
            throw new Failure(
                FailureKind.InvalidIndexTemplate,
                $"index_template [{name}] invalid, cause [index template [{name}] specifies component templates [{string.Join(", ", missing)}] that do not exist]").Raise();
        }

        var priority = template.Priority ?? 0;
        var rivals = metadata.IndexTemplates
            .Where(other => other.Key != name && (other.Value.Priority ?? 0) == priority)
            .Where(other => other.Value.Patterns.Any(theirs => template.Patterns.Any(ours => Overlap(ours, theirs))))
            .ToList();
        if (rivals.Count > 0)
        {
            var patterns = string.Join(",", rivals.Select(rival => $"{rival.Key} => [{string.Join(", ", rival.Value.Patterns)}]"));
            throw Failure.IllegalArgument(
                $"index template [{name}] has index patterns [{string.Join(", ", template.Patterns)}] matching patterns from existing templates "
                + $"[{string.Join(",", rivals.Select(rival => rival.Key))}] with patterns ({patterns}) that have the same priority [{priority}], "
                + "multiple index templates may not match during index creation, please use a different priority").Raise();
        }
    }

    /// <summary>Whether some name matches both patterns.</summary>
    public static bool Overlap(string a, string b)
    {
        // reached[j]: the patterns agree on the parts read so far, i of the one and j of the other; a star reads any part.
        var reached = new bool[b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            var next = new bool[b.Length + 1];
            for (var j = 0; j <= b.Length; j++)
            {
                next[j] = (i, j) switch
                {
                    (0, 0) => true,
                    (0, _) => next[j - 1] && b[j - 1] == '*',
                    (_, 0) => reached[0] && a[i - 1] == '*',
                    _ when a[i - 1] == '*' || b[j - 1] == '*' => (a[i - 1] == '*' && (reached[j] || next[j - 1])) || (b[j - 1] == '*' && (next[j - 1] || reached[j])),
                    _ => reached[j - 1] && a[i - 1] == b[j - 1],
                };
            }

            reached = next;
        }

        return reached[b.Length];
    }
}
