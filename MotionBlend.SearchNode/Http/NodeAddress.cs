using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MotionBlend.SearchNode.Http;

/// <summary>Where this node answers; known once it listens. It has no transport between nodes, so that is told as the HTTP address too.</summary>
internal sealed class NodeAddress(IServer server)
{
    public const string Host = "127.0.0.1";

    /// <summary>Host and port, <c>127.0.0.1:9200</c>.</summary>
    public string Text => $"{Host}:{Port}";

    public int Port => new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
}
