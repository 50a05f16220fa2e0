using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Documents;

/// <summary>Reads a document along a mapping into column values. The source itself is kept as it was sent.</summary>
internal ref struct DocumentParser
{
    // Sets beyond this size are not kept from one document to the next: to clear them would cost every later one.
    private const int MostKept = 1024;

    [ThreadStatic]
    private static List<HashSet<string>>? _keptNames;

    private readonly IndexMapping _mapping;
    private readonly string _id;
    private readonly ReadOnlySpan<byte> _source;
    private readonly ColumnValue[] _values;
    private readonly List<HashSet<string>> _namesByDepth = _keptNames ??= [];
    private SortedSet<string>? _ignored;
    private List<MappedField>? _widened;
    private ObjectSpec? _additions;
    private Failure? _contradiction;

    private DocumentParser(IndexMapping mapping, string id, ReadOnlySpan<byte> source)
    {
        _mapping = mapping;
        _id = id;
        _source = source;
        _values = new ColumnValue[mapping.ColumnCount];
    }

    /// <summary>Parses a document.</summary>
    /// <param name="mapping">The mapping to read with.</param>
    /// <param name="id">The document's id, for messages.</param>
    /// <param name="source">The JSON.</param>
    /// <exception cref="FailureException">The JSON or a value is bad, or a new field is not allowed.</exception>
    public static ParsedDocument Parse(IndexMapping mapping, string id, ReadOnlySpan<byte> source)
    {
        var parser = new DocumentParser(mapping, id, source);
        var reader = new Utf8JsonReader(source, new JsonReaderOptions { MaxDepth = JsonBody.MaxDepth, AllowMultipleValues = true });
        try
        {
            if (source.IsEmpty)
                throw Rejected("[0:0] failed to parse, document is empty").Raise();
            if (JsonUnicode.Fault(source) is { } unreadable)
                throw (Rejected($"[1:1] failed to parse: {unreadable.Reason}") with { CausedBy = unreadable }).Raise();
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw Rejected($"{parser.Here(reader)} Malformed content, must start with an object").Raise();
            parser.ReadObject(ref reader, mapping.Root, 0);
            if (reader.Read())
                throw Failure.IllegalArgument($"Malformed content, found extra data after parsing: {JsonFault.TokenName(reader.TokenType)}").Raise();
        }
        catch (JsonException e)
        {
            var fault = JsonFault.Describe(source, e, reader.BytesConsumed);
            throw (Rejected($"{parser.Here(reader)} failed to parse: {fault.Reason}") with { CausedBy = fault }).Raise();
        }

        if (parser._contradiction is { } contradiction)
            throw contradiction.Raise();
        return new ParsedDocument(mapping, parser._values)
        {
            Ignored = parser._ignored is null ? null : [.. parser._ignored],
            Widened = parser._widened,
            Additions = parser._additions,
        };
    }

    private void ReadObject(ref Utf8JsonReader reader, ObjectNode node, int depth)
    {
        var names = NamesAt(depth);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var member = reader.ValueIsEscaped ? node.Member(reader.GetString()!) : node.Member(reader.ValueSpan);
            var name = member?.Name ?? reader.GetString()!;
            if (!names.Add(name))
                throw Duplicate(reader, name).Raise();
            var nameStart = (int)reader.TokenStartIndex;
            if (member is null && name.Contains('.', StringComparison.Ordinal))
            {
                ReadDotted(ref reader, node, name, nameStart, depth);
                continue;
            }

            if (string.IsNullOrWhiteSpace(name))
                throw Rejected($"{JsonLocation.Of(_source, nameStart)} failed to parse: field name cannot be an empty string").Raise();
            reader.Read();
            ReadMember(ref reader, node, member, name, depth);
        }
    }

    private void ReadMember(ref Utf8JsonReader reader, ObjectNode parent, MappingNode? member, string name, int depth)
    {
        switch (member)
        {
            case LeafNode leaf:
                ReadLeaf(ref reader, leaf);
                break;
            case ObjectNode below:
                ReadBelow(ref reader, below, depth);
                break;
            default:
                ReadUnknown(ref reader, parent, name, depth);
                break;
        }
    }

    // "a.b": 1 is the member b of the object a.
    private void ReadDotted(ref Utf8JsonReader reader, ObjectNode node, string name, int nameStart, int depth)
    {
        // Dots at the end part nothing.
        var parts = name.TrimEnd('.').Split('.');
        if (parts is [""])
            throw Rejected($"{JsonLocation.Of(_source, nameStart)} failed to parse: field name cannot contain only dots").Raise();
        if (parts.Any(string.IsNullOrWhiteSpace))
            throw Rejected($"{JsonLocation.Of(_source, nameStart)} failed to parse: field name cannot contain only whitespace: ['{name}']").Raise();
        MappingNode? member = node;
        var parent = node;
        var at = 0;
        while (at < parts.Length && member is ObjectNode around)
        {
            parent = around;
            member = around.Member(parts[at++]);
        }

        reader.Read();
        ReadMember(ref reader, parent, member, string.Join('.', parts[(at - 1)..]), depth);
    }

    private void ReadBelow(ref Utf8JsonReader reader, ObjectNode below, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return;
            case JsonTokenType.StartObject when !below.Enabled:
                Skip(ref reader, depth + 1);
                return;
            case JsonTokenType.StartObject:
                ReadObject(ref reader, below, depth + 1);
                return;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    ReadBelow(ref reader, below, depth);
                return;
            case var _ when !below.Enabled:
                return;
            default:
                throw Rejected(
                    $"{Here(reader)} object mapping for [{below.Prefix.TrimEnd('.')}] tried to parse field [{below.Name}] as object, "
                    + "but found a concrete value").Raise();
        }
    }

    private void ReadLeaf(ref Utf8JsonReader reader, LeafNode leaf)
    {
        if (reader.TokenType == JsonTokenType.StartArray && !leaf.Field.Type.TakesStructure)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                ReadLeaf(ref reader, leaf);
            return;
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            if (leaf.Field.Type.IgnoresNull)
                (_ignored ??= new SortedSet<string>(StringComparer.Ordinal)).Add(leaf.Field.Path);
            else
                Add(leaf.Field, leaf.Field.Type.NullValue);
            return;
        }

        if (leaf.Field.Type is DenseVectorType type)
        {
            ReadVector(ref reader, leaf, type);
            return;
        }

        var start = reader;
        ReadValue(ref reader, leaf.Field);
        foreach (var field in leaf.MultiFields)
        {
            var again = start;
            ReadValue(ref again, field);
        }
    }

    private void ReadVector(ref Utf8JsonReader reader, LeafNode leaf, DenseVectorType type)
    {
        var field = leaf.Field;
        if (_values[field.Number].IsPresent)
        {
            throw AtToken(reader, Failure.IllegalArgument(
                $"Field [{field.Path}] of type [{type.Name}] doesn't support indexing multiple values for the same field in the same document")).Raise();
        }

        if (type.Read(ref reader, out var value, out var cause) == ReadOutcome.Malformed)
            throw AtToken(reader, cause! with { Location = Here(reader) }).Raise();
        var vector = value.Vector!;
        if (type.Dims is null)
        {
            // The first document says how long the field's vectors are; it is read again with that.
            DenseVectorType.RequireDims(vector.Length);
            _additions = DynamicFields.Place(_additions ?? ObjectSpec.Empty, field.Path, new LeafSpec(type with { Dims = vector.Length }));
        }
        else if (type.DocumentFault(vector, field.Path, _id) is { } fault)
        {
            throw AtToken(reader, fault).Raise();
        }

        _values[field.Number] = value;
    }

    private void ReadValue(ref Utf8JsonReader reader, MappedField field)
    {
        var start = reader;
        switch (field.Type.Read(ref reader, out var value, out var cause))
        {
            case ReadOutcome.Stored:
                Add(field, value);
                break;
            case ReadOutcome.Ignored:
                (_ignored ??= new SortedSet<string>(StringComparer.Ordinal)).Add(field.Path);
                break;
            case ReadOutcome.Malformed when field.Type.IgnoreMalformed && start.TokenType != JsonTokenType.StartObject:
                (_ignored ??= new SortedSet<string>(StringComparer.Ordinal)).Add(field.Path);
                reader.Skip();
                break;
            default:
                throw Malformed(start, field, cause).Raise();
        }
    }

    private void Add(MappedField field, ColumnValue value)
    {
        if (!value.IsPresent)
            return;
        ref var slot = ref _values[field.Number];
        if (value.Many is { } several)
        {
            if (slot.Many is not { Count: > 0 } before)
                slot = value;
            else if (several.Count > 0)
                slot = ColumnValue.Of([.. before, .. field.Type.Between, .. several]);
            return;
        }

        // Doc values of a keyword are a set; those of numbers are a bag.
        if (field.Type.Family is FieldFamily.Keyword && slot.IsPresent && (slot.Many?.Contains(value) ?? slot.Equals(value)))
            return;
        slot = slot.With(value);
        if (slot.Many is not null && !field.Many && _widened?.Contains(field) != true)
            (_widened ??= []).Add(field);
    }

    private void ReadUnknown(ref Utf8JsonReader reader, ObjectNode parent, string name, int depth)
    {
        switch (parent.Dynamic)
        {
            case DynamicMode.Strict:
                throw new Failure(
                    FailureKind.StrictDynamicMapping,
                    $"{Here(reader)} mapping set to strict, dynamic introduction of [{name}] within "
                    + $"[{(parent.Prefix.Length == 0 ? "_doc" : parent.Prefix.TrimEnd('.'))}] is not allowed").Raise();
            case DynamicMode.False:
                Skip(ref reader, depth + 1);
                return;
            default:
                Introduce(ref reader, parent.Prefix + name);
                return;
        }
    }

    private void Introduce(ref Utf8JsonReader reader, string path)
    {
        var start = reader;
        try
        {
            if (DynamicFields.Derive(ref reader, path, _mapping.Spec.DateDetection ?? true) is { } spec)
                _additions = DynamicFields.Place(_additions ?? ObjectSpec.Empty, path, spec);
        }
        catch (FailureException e)
        {
            // Told once the document is read, which may have worse.
            _contradiction ??= e.Failure;
            reader = start;
            reader.Skip();
        }
    }

    // Passes over a value that is not read; its objects, too, name each member once.
    private void Skip(ref Utf8JsonReader reader, int depth)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                Skip(ref reader, depth);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
            return;
        var names = NamesAt(depth);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.GetString() is { } name && !names.Add(name))
                throw Duplicate(reader, name).Raise();
            reader.Read();
            Skip(ref reader, depth + 1);
        }
    }

    private HashSet<string> NamesAt(int depth)
    {
        if (depth == _namesByDepth.Count)
            _namesByDepth.Add(new HashSet<string>(StringComparer.Ordinal));
        if (_namesByDepth[depth].Count > MostKept)
            _namesByDepth[depth] = new HashSet<string>(StringComparer.Ordinal);
        _namesByDepth[depth].Clear();
        return _namesByDepth[depth];
    }

    private readonly JsonLocation Here(in Utf8JsonReader reader) => JsonLocation.Of(_source, (int)reader.TokenStartIndex);

    private readonly Failure AtToken(in Utf8JsonReader reader, Failure cause) =>
        Rejected($"{Here(reader)} failed to parse: {cause.Reason}") with { CausedBy = cause };

    private readonly Failure Malformed(Utf8JsonReader at, MappedField field, Failure? cause)
    {
        var start = (int)at.TokenStartIndex;
        at.Skip();
        var preview = at.TokenType == JsonTokenType.String ? at.GetString()! : Encoding.UTF8.GetString(_source[start..(int)at.BytesConsumed]);
        return Rejected(
            $"{JsonLocation.Of(_source, (int)at.TokenStartIndex)} failed to parse field [{field.Path}] of type [{field.Type.Name}] "
            + $"in document with id '{_id}'. Preview of field's value: '{preview}'") with
        {
            CausedBy = cause,
        };
    }

    private readonly Failure Duplicate(in Utf8JsonReader reader, string name)
    {
        var fault = new Failure(FailureKind.XContentParse, $"{JsonLocation.Of(_source, (int)reader.BytesConsumed)} Duplicate field '{name}'");
        return Rejected($"{Here(reader)} failed to parse: {fault.Reason}") with { CausedBy = fault };
    }

    private static Failure Rejected(string reason) => new(FailureKind.DocumentParsing, reason);
}
