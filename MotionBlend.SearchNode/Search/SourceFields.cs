using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// The <c>fields</c> of hits of one index: values of the source as their fields' types read them, in the order of the
/// source, with sub-objects flattened to dotted names.
/// </summary>
internal sealed class SourceFields
{
    private readonly Dictionary<string, List<(MappedField Field, DateFormat? Format)>> _bySourcePath = new(StringComparer.Ordinal);
    private readonly List<FieldRequest> _unmapped;
    private readonly SearchTarget _target;
    private readonly bool _id;
    private readonly bool _index;

    /// <summary>Binds the requested patterns to an index.</summary>
    /// <exception cref="FailureException">A format does not fit its field, or a field has no values to show.</exception>
    public SourceFields(SearchTarget target, IReadOnlyList<FieldRequest> requests)
    {
        _target = target;
        _unmapped = [.. requests.Where(request => request.Unmapped)];
        var mapping = target.Index.Mapping;
        foreach (var request in requests)
        {
            if (MetadataFields.Names.Contains(request.Pattern) && request.Pattern is not ("_id" or "_index" or "_routing" or "_ignored" or "_version"))
                throw Failed(request.Pattern, $"Cannot fetch values for internal field [{request.Pattern}].");
            _id |= request.Pattern == "_id";
            _index |= request.Pattern == "_index";
            foreach (var field in mapping.Fields.Values.Where(field => request.Matches(field.Path)))
                Add(field, request.Format);
        }
    }

    /// <summary>Binds the names of <c>stored_fields</c>: what the mapping stores apart is in the source as well.</summary>
    public SourceFields(SearchTarget target, IReadOnlyList<string> stored)
    {
        _target = target;
        _unmapped = [];
        foreach (var field in target.Index.Mapping.Fields.Values)
            if (field.Type.Stored && stored.Any(name => Wildcard.Matches(name, field.Path)))
                Add(field, null);
    }

    /// <summary>Whether any mapped field is read.</summary>
    public bool ReadsAny => _bySourcePath.Count > 0;

    /// <summary>The values of a hit, and those that were ignored when it was indexed.</summary>
    public (List<HitField> Values, List<HitField> Ignored) Of(Hit hit)
    {
        var found = new Dictionary<string, HitField>(StringComparer.Ordinal);
        if (_id)
            found["_id"] = new HitField("_id", [hit.Id]);
        if (_index)
            found["_index"] = new HitField("_index", [hit.Index]);
        if (hit.Source.Length == 0)
            return ([.. found.Values], []);
        var reader = new Utf8JsonReader(hit.Source, new JsonReaderOptions { MaxDepth = JsonBody.MaxDepth });
        reader.Read();
        var ignored = new Dictionary<string, HitField>(StringComparer.Ordinal);
        Walk(ref reader, "", found, ignored);
        return ([.. found.Values], [.. ignored.Values]);
    }

    private void Add(MappedField field, string? format)
    {
        var mapping = _target.Index.Mapping;
        if (format is not null && field.Type.Family != FieldFamily.Date)
            throw Failed(field.Path, $"Field [{field.Path}] of type [{field.Type.Name}] doesn't support formats.");
        if (format is { Length: 0 })
            throw Failed(field.Path, "No date pattern provided");
        // A multi-field has the values of the field that it stands under.
        var dot = field.Path.LastIndexOf('.');
        var path = dot > 0 && mapping.Fields.ContainsKey(field.Path[..dot]) ? field.Path[..dot] : field.Path;
        if (!_bySourcePath.TryGetValue(path, out var fields))
            _bySourcePath[path] = fields = [];
        fields.RemoveAll(known => known.Field == field);
        fields.Add((field, format is null ? null : DateFormat.Of(format)));
    }

    private void Walk(ref Utf8JsonReader reader, string path, Dictionary<string, HitField> found, Dictionary<string, HitField> ignored)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    Walk(ref reader, path.Length == 0 ? name : $"{path}.{name}", found, ignored);
                }

                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    Walk(ref reader, path, found, ignored);
                break;
            default:
                Leaf(ref reader, path, found, ignored);
                break;
        }
    }

    private void Leaf(ref Utf8JsonReader reader, string path, Dictionary<string, HitField> found, Dictionary<string, HitField> ignored)
    {
        if (_bySourcePath.TryGetValue(path, out var fields))
        {
            foreach (var (field, format) in fields)
                Value(reader, field, format, found, ignored);
        }
        else if (reader.TokenType != JsonTokenType.Null && _unmapped.Exists(request => request.Matches(path)) && !_target.Index.Mapping.Fields.ContainsKey(path))
        {
            Into(found, path, JsonElement.ParseValue(ref reader));
        }
    }

    // The reader is a copy: each field of the path reads the same token.
    private static void Value(
        Utf8JsonReader reader, MappedField field, DateFormat? format, Dictionary<string, HitField> found, Dictionary<string, HitField> ignored)
    {
        var type = field.Type;
        if (reader.TokenType == JsonTokenType.Null)
        {
            if (type.NullValue.IsPresent)
                Into(type.IgnoresNull ? ignored : found, field.Path, HitField.Of(type.NullValue, type, format));
        }
        else if (type.Family == FieldFamily.Vector)
        {
            Into(found, field.Path, JsonElement.ParseValue(ref reader));
        }
        else if (type.Family == FieldFamily.Text)
        {
            Into(found, field.Path, reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan));
        }
        else
        {
            var token = reader;
            var outcome = (reader.TokenType == JsonTokenType.String ? type.OfShownText : type).Read(ref reader, out var value, out _);
            if (outcome == ReadOutcome.Stored && !value.IsPresent)
                Into(ignored, field.Path, JsonElement.ParseValue(ref token));
            else if (outcome == ReadOutcome.Stored)
                Into(found, field.Path, HitField.Of(value, type, format));
            else
                Into(ignored, field.Path, JsonElement.ParseValue(ref token));
        }
    }

    private static void Into(Dictionary<string, HitField> found, string path, object value)
    {
        if (!found.TryGetValue(path, out var field))
            found[path] = field = new HitField(path, []);
        field.Values.Add(value);
    }

    private FailureException Failed(string field, string reason) => QueryFailures.AllShardsFailed(
        "query",
        [(_target.Index.Name, Failure.IllegalArgument($"error fetching [{field}]: {reason}") with { CausedBy = Failure.IllegalArgument(reason) })]).Raise();
}
