using System.Diagnostics.CodeAnalysis;

namespace MotionBlend.Elasticsearch.Transport;

/// <summary>Either the value of a successful request or the error of a failed one.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly struct ElasticResult<T>
    where T : notnull
{
    private readonly T? _value;

    private ElasticResult(T? value, ElasticError? error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>The error, or null on success.</summary>
    public ElasticError? Error { get; }

    /// <summary>The value on success.</summary>
    /// <exception cref="InvalidOperationException">The request failed; ask <see cref="TryGet"/> first.</exception>
    public T Value => Error is null && _value is { } value
        ? value
        : throw new InvalidOperationException($"The request failed: {Error}");

    /// <summary>True on success.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ElasticError? error)
    {
        value = _value;
        error = Error;
        return Error is null;
    }

    /// <summary>Turns the value of a success into another; an error stays.</summary>
    public ElasticResult<TOther> Map<TOther>(Func<T, TOther> map)
        where TOther : notnull => Error is { } error ? error : map(Value);

    /// <summary>A success.</summary>
    public static implicit operator ElasticResult<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator ElasticResult<T>(ElasticError error) => new(default, error);
}
