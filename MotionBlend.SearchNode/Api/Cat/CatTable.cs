using System.Globalization;
using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary>A column of a cat table.</summary>
/// <param name="Name">Its name and header.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Description">For <c>help</c>.</param>
internal sealed record CatColumn(string Name, string Aliases, string Description)
{
    public bool AlignRight { get; init; }

    /// <summary>False for columns that are shown only when asked for.</summary>
    public bool Default { get; init; } = true;

    public bool Matches(string pattern) =>
        Wildcard.Matches(pattern, Name) || Aliases.Split(',').Any(alias => alias.Length > 0 && Wildcard.Matches(pattern, alias));
}

/// <summary>A value of a cat table: its text, and what it sorts by.</summary>
internal readonly record struct CatCell(string? Text, double? Number = null)
{
    public static CatCell Of(long number) => new(number.ToString(CultureInfo.InvariantCulture), number);

    /// <summary>A size, in the unit that the request asks for.</summary>
    public static CatCell Size(long bytes, ElasticRequest request) => new(ByteSize.Text(bytes, request.Query.Text("bytes")), bytes);

    /// <summary>Seconds since 1970, and the time of day, of now.</summary>
    public static (CatCell Epoch, CatCell Timestamp) Now(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return (Of(now.ToUnixTimeSeconds()), new CatCell(now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)));
    }
}

/// <summary>Renders a cat table: padded text, or JSON; <c>v</c>, <c>h</c>, <c>s</c>, <c>help</c>, <c>format</c>.</summary>
internal sealed record CatTable(IReadOnlyList<CatColumn> Columns, IReadOnlyList<IReadOnlyList<CatCell>> Rows)
{
    /// <summary>The parameters that <see cref="Render"/> reads.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["v", "h", "s", "help", "bytes", "time"];

    /// <summary>Makes the reply of a cat request.</summary>
    /// <exception cref="FailureException">The sort names a column that is not there.</exception>
    public Reply Render(ElasticRequest request)
    {
        if (request.Query.Bool("help"))
            return Reply.Plain(Help());
        var sorted = Sorted(request.Query.List("s") ?? []);
        var shown = Shown(request.Query.List("h"));
        var format = request.Query.Text("format") ?? request.Accept switch
        {
            { } accept when accept.Contains("json", StringComparison.Ordinal) => "json",
            { } accept when accept.Contains("yaml", StringComparison.Ordinal) => "yaml",
            _ => "text",
        };
        return format switch
        {
            "json" => Reply.Of(json => WriteJson(json, sorted, shown)),
            "text" or "txt" => Reply.Plain(Text(sorted, shown, request.Query.Bool("v"))),
            "yaml" => Reply.Plain(Yaml(sorted, shown)) with { ContentType = "application/yaml" },
            _ => throw Failure.Unsupported($"parameter [format] with [{format}]").Raise(),
        };
    }

    private List<IReadOnlyList<CatCell>> Sorted(IReadOnlyList<string> keys)
    {
        IEnumerable<IReadOnlyList<CatCell>> rows = Rows;
        foreach (var key in keys.Reverse())
        {
            var (name, descending) = key.Split(':') is [var n, var order] ? (n, order == "desc") : (key, false);
            var column = Columns.ToList().FindIndex(c => c.Matches(name));
            if (column < 0)
                throw new Failure(FailureKind.IllegalArgument, $"Unable to sort by unknown sort key `{name}`").Raise();
            rows = descending
                ? rows.OrderByDescending(row => row[column].Number).ThenByDescending(row => row[column].Text, StringComparer.Ordinal)
                : rows.OrderBy(row => row[column].Number).ThenBy(row => row[column].Text, StringComparer.Ordinal);
        }

        return [.. rows];
    }

    private List<(int Column, string Header)> Shown(IReadOnlyList<string>? headers)
    {
        if (headers is null)
            return [.. Columns.Select((column, i) => (i, column.Name)).Where(x => Columns[x.i].Default)];
        var shown = new List<(int, string)>();
        foreach (var header in headers)
        {
            for (var i = 0; i < Columns.Count; i++)
                if (Columns[i].Matches(header))
                    shown.Add((i, Wildcard.IsPattern(header) ? Columns[i].Name : header));
        }

        return shown;
    }

    private string Text(List<IReadOnlyList<CatCell>> rows, List<(int Column, string Header)> shown, bool withHeader)
    {
        var lines = rows.ConvertAll(row => shown.ConvertAll(x => row[x.Column].Text ?? ""));
        if (withHeader)
            lines.Insert(0, shown.ConvertAll(x => x.Header));
        var widths = shown.Select((_, i) => lines.Count == 0 ? 0 : lines.Max(line => line[i].Length)).ToList();
        var text = new StringBuilder();
        for (var l = 0; l < lines.Count; l++)
        {
            for (var i = 0; i < shown.Count; i++)
            {
                var last = i == shown.Count - 1;
                var right = Columns[shown[i].Column].AlignRight && !(withHeader && l == 0);
                text.Append(right ? lines[l][i].PadLeft(widths[i]) : last ? lines[l][i] : lines[l][i].PadRight(widths[i]));
                text.Append(last ? "" : " ");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static void WriteJson(Utf8JsonWriter json, List<IReadOnlyList<CatCell>> rows, List<(int Column, string Header)> shown)
    {
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartObject();
            foreach (var (column, header) in shown)
                json.WriteString(header, row[column].Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Yaml(List<IReadOnlyList<CatCell>> rows, List<(int Column, string Header)> shown)
    {
        if (rows.Count == 0)
            return "--- []\n";
        var text = new StringBuilder("---\n");
        foreach (var row in rows)
        {
            var indent = "- ";
            foreach (var (column, header) in shown)
            {
                text.Append(indent).Append(header).Append(": ").Append(row[column].Text is { } value ? JsonSerializer.Serialize(value) : "null").Append('\n');
                indent = "  ";
            }
        }

        return text.ToString();
    }

    private string Help()
    {
        var (names, aliases) = (Columns.Max(c => c.Name.Length), Columns.Max(c => c.Aliases.Length));
        var descriptions = Columns.Max(c => c.Description.Length);
        return string.Concat(Columns.Select(c =>
            $"{c.Name.PadRight(names)} | {c.Aliases.PadRight(aliases)} | {c.Description.PadRight(descriptions)}\n"));
    }
}
