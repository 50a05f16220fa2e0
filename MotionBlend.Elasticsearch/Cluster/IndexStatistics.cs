namespace MotionBlend.Elasticsearch.Cluster;

/// <summary>Counts and size of one index, from <c>GET /{index}/_stats/docs,store</c>.</summary>
/// <param name="Documents">Documents in the primaries.</param>
/// <param name="DeletedDocuments">Documents deleted but not yet merged away, in the primaries.</param>
/// <param name="StoreBytes">Size of all shards, bytes.</param>
public sealed record IndexStatistics(long Documents, long DeletedDocuments, long StoreBytes);
