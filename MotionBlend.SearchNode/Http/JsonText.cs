using System.Text.Encodings.Web;
using System.Text.Json;

namespace MotionBlend.SearchNode.Http;

/// <summary>How replies are spelled: nothing escaped but what JSON demands, as Elasticsearch writes.</summary>
internal static class JsonText
{
    public static JsonWriterOptions WriterOptions(bool indented) => new()
    {
        Indented = indented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 2000,
    };
}
