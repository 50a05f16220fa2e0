using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>The <c>docvalue_fields</c> of hits of one index: sorted values of columns, keywords once each, floats as doubles.</summary>
internal sealed class DocValueFields
{
    private readonly List<(MappedField Field, string? Format)> _fields = [];
    private readonly HashSet<string> _metadata = new(StringComparer.Ordinal);
    private readonly string _index;

    /// <summary>Binds the requested patterns to an index.</summary>
    /// <exception cref="FailureException">A field has no doc values, or there are too many.</exception>
    public DocValueFields(SearchTarget target, IReadOnlyList<FieldRequest> requests)
    {
        _index = target.Index.Name;
        foreach (var request in requests)
        {
            if (MetadataFields.SortFailure(request.Pattern) is { } failure)
                throw Failed(target, failure);
            if (request.Pattern is "_seq_no" or "_version" or "_index")
                _metadata.Add(request.Pattern);
            foreach (var field in target.Index.Mapping.Fields.Values.Where(field => request.Matches(field.Path)))
                Add(target, field, request.Format);
        }

        var limit = target.Index.Settings.MaxDocValueFields;
        if (_fields.Count > limit)
        {
            throw Failed(target, Failure.IllegalArgument(
                $"Trying to retrieve too many docvalue_fields. Must be less than or equal to: [{limit}] but was [{_fields.Count}]. This limit can be set "
                + "by changing the [index.max_docvalue_fields_search] index level setting."));
        }
    }

    /// <summary>The columns to read with the documents, in order.</summary>
    public IReadOnlyList<string> Columns => [.. _fields.Select(x => DocValueSql.Values(x.Field))];

    /// <summary>The values of a hit.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="first">Where the columns begin in it.</param>
    /// <param name="hit">The hit.</param>
    public List<HitField> Of(RowReader row, int first, Hit hit)
    {
        var found = new List<HitField>();
        foreach (var name in _metadata)
            found.Add(new HitField(name, [name switch { "_seq_no" => hit.SeqNo, "_version" => hit.Version, _ => _index }]));
        for (var i = 0; i < _fields.Count; i++)
        {
            if (Values(row, first + i, _fields[i].Field, _fields[i].Format) is { Count: > 0 } values)
                found.Add(new HitField(_fields[i].Field.Path, values));
        }

        return found;
    }

    private void Add(SearchTarget target, MappedField field, string? format)
    {
        if (field.Type.Family == FieldFamily.Text)
            throw Failed(target, SortColumns.Fielddata(field.Path, target.Index.Name));
        if (!field.Type.DocValues && field.Type.Family != FieldFamily.Vector)
        {
            throw Failed(target, Failure.IllegalArgument(
                $"Can't load fielddata on [{field.Path}] because fielddata is unsupported on fields of type [{field.Type.Name}]. Use doc values instead."));
        }

        if (format is not null && field.Type.Family is not FieldFamily.Date && !NumberPattern.IsKnown(format, field.Type.Family))
            throw Failed(target, Failure.Unsupported($"[format] [{format}] of a docvalue field of type [{field.Type.Name}]"));
        if (format is { Length: 0 } && field.Type.Family == FieldFamily.Date)
            throw Failed(target, Failure.IllegalArgument("No date pattern provided"));
        _fields.RemoveAll(known => known.Field == field);
        _fields.Add((field, format));
    }

    private static List<object?>? Values(RowReader row, int column, MappedField field, string? format) => field.Type.Family switch
    {
        FieldFamily.Vector => row.List<float>(column) is { } vector ? [((DenseVectorType)field.Type).Restored([.. vector])] : null,
        FieldFamily.Keyword => Boxed(row.List<string>(column)),
        FieldFamily.Boolean => Boxed(row.List<bool>(column)),
        FieldFamily.Float when format is not null => Boxed(row.List<double>(column)?.Select(number => NumberPattern.Write(number, format))),
        FieldFamily.Float => Boxed(row.List<double>(column)),
        FieldFamily.Integer when format is not null => Boxed(row.List<long>(column)?.Select(number => NumberPattern.Write(number, format))),
        FieldFamily.Date => Boxed(row.List<long>(column)?.Select(millis => (format is null ? ((DateType)field.Type).Format : DateFormat.Of(format)).Write(millis))),
        _ => Boxed(row.List<long>(column)),
    };

    private static List<object?>? Boxed<T>(IEnumerable<T>? values) => values?.Select(value => (object?)value).ToList();

    private static FailureException Failed(SearchTarget target, Failure failure) =>
        QueryFailures.AllShardsFailed("query", [(target.Index.Name, failure)]).Raise();
}
