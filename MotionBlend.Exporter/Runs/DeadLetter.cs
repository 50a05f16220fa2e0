namespace MotionBlend.Exporter.Runs;

/// <summary>A row that did not reach the index, with all that is needed to mend and replay it.</summary>
/// <param name="Row">Its number in the mart, from 1.</param>
/// <param name="Document">The row, or the document made of it, in UTF-8.</param>
internal sealed record DeadLetter(long Row, byte[] Document)
{
    /// <summary>Id of the blend; null when the row has none.</summary>
    public string? Id { get; init; }

    /// <summary>External version; null when the row has none.</summary>
    public long? Version { get; init; }

    /// <summary>What the gate found; empty when Elasticsearch refused the row.</summary>
    public IReadOnlyList<DeadLetterFinding> Findings { get; init; } = [];

    /// <summary>What Elasticsearch said; null when the gate kept the row out.</summary>
    public DeadLetterError? Error { get; init; }

    /// <summary>Times the row was sent.</summary>
    public int Attempts { get; init; }
}

/// <summary>One breach of a rule.</summary>
/// <param name="Column">Column; null when it is the row as a whole.</param>
/// <param name="Value">What the row holds there, shortened; null when nothing.</param>
/// <param name="Rule">Stable name of the rule.</param>
/// <param name="Message">What was found and what would be right.</param>
internal sealed record DeadLetterFinding(string? Column, string? Value, string Rule, string Message);

/// <summary>A refusal by Elasticsearch.</summary>
/// <param name="Status">HTTP status of the item, or of the request.</param>
/// <param name="Type">Its error type.</param>
/// <param name="Reason">Its reason.</param>
internal sealed record DeadLetterError(int? Status, string? Type, string? Reason);
