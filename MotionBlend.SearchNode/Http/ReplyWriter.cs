using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MotionBlend.SearchNode.Http;

/// <summary>Writes a reply to the response: headers, indentation, <c>filter_path</c>, and no body for HEAD.</summary>
internal static class ReplyWriter
{
    public static async Task WriteAsync(HttpContext http, Reply reply, QueryParameters query)
    {
        var response = http.Response;
        response.StatusCode = reply.Status;
        if (reply.Location is { } location)
            response.Headers.Location = location;
        if (reply.Allow is { } allow)
            response.Headers.Allow = allow;

        var body = Body(http, reply, query);
        if (reply.Json is not null || reply.Text is not null)
            response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Body(HttpContext http, Reply reply, QueryParameters query)
    {
        if (reply.Text is { } text)
        {
            http.Response.ContentType = reply.ContentType;
            return Encoding.UTF8.GetBytes(text);
        }

        if (reply.Json is not { } json)
            return default;
        http.Response.ContentType = MediaTypes.ReplyType(http.Request.Headers.Accept);
        // A value of pretty that is neither true nor false is refused by the pipeline, in a reply that is not indented.
        var indented = query.Text("pretty") switch
        {
            null => reply.IndentedByDefault,
            "" or "true" => true,
            _ => false,
        };
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions(indented)))
            json(writer);
        if (!reply.IsError && FilterPath.Of(query) is { } filter)
        {
            var filtered = filter.Apply(buffer.WrittenSpan);
            buffer.Clear();
            using var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions(indented));
            filtered.WriteTo(writer);
        }

        if (indented)
            buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
