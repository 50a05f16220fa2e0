namespace MotionBlend.Elasticsearch.Documents;

/// <summary>What became of documents that were to be deleted.</summary>
/// <param name="Gone">Documents that are not there any more.</param>
/// <param name="Kept">Documents that were written again meanwhile and stay.</param>
public sealed record DeletedDocuments(long Gone, long Kept);
