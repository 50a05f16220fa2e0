namespace MotionBlend.Elasticsearch.Documents;

/// <summary>A document as <c>GET /{index}/_doc/{id}</c> gives it, the latest write included.</summary>
/// <param name="Version">Identifies this state of the document.</param>
/// <param name="Source">Its <c>_source</c>, UTF-8.</param>
public sealed record StoredDocument(DocumentVersion Version, ReadOnlyMemory<byte> Source);

/// <summary>Identifies one state of a document, for a write on the condition that nobody changed it meanwhile.</summary>
/// <param name="SequenceNumber"><c>_seq_no</c>.</param>
/// <param name="PrimaryTerm"><c>_primary_term</c>.</param>
public sealed record DocumentVersion(long SequenceNumber, long PrimaryTerm);
