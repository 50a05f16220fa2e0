using System.Text.Json.Nodes;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

/// <summary>A request that a double received.</summary>
/// <param name="Operation">Method in BigQuery's reference, e.g. <c>jobs.insert</c>.</param>
/// <param name="Query">Query parameters.</param>
/// <param name="Body">JSON body, or null.</param>
/// <param name="Authorization">Header, or null.</param>
internal sealed record FakeRequest(string Operation, IReadOnlyDictionary<string, string> Query, JsonNode? Body, string? Authorization);
