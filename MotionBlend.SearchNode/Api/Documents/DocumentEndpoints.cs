using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary>The endpoints of this family.</summary>
internal static class DocumentEndpoints
{
    public static IServiceCollection AddDocumentEndpoints(this IServiceCollection services) => services
        .AddEndpoint<IndexDocumentEndpoint>()
        .AddEndpoint<IndexNewDocumentEndpoint>()
        .AddEndpoint<CreateDocumentEndpoint>()
        .AddEndpoint<GetDocumentEndpoint>()
        .AddEndpoint<GetSourceEndpoint>()
        .AddEndpoint<MultiGetEndpoint>()
        .AddEndpoint<DeleteDocumentEndpoint>()
        .AddEndpoint<UpdateDocumentEndpoint>()
        .AddEndpoint<DeleteByQueryEndpoint>()
        .AddEndpoint<UpdateByQueryEndpoint>();
}
