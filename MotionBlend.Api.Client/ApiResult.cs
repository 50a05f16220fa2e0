using System.Diagnostics.CodeAnalysis;

namespace MotionBlend.Api.Client;

/// <summary>Either what the API answered or why there is no answer; calls throw for neither.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly struct ApiResult<T>
    where T : notnull
{
    private readonly T? _value;

    private ApiResult(T? value, ApiFailure? failure)
    {
        _value = value;
        Failure = failure;
    }

    /// <summary>Why there is no value, or null on success.</summary>
    public ApiFailure? Failure { get; }

    /// <summary>The value on success.</summary>
    /// <exception cref="InvalidOperationException">The call failed; ask <see cref="TryGet"/> first.</exception>
    public T Value => Failure is null && _value is { } value
        ? value
        : throw new InvalidOperationException($"The call failed: {Failure?.Summary}");

    /// <summary>True on success.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ApiFailure? failure)
    {
        value = _value;
        failure = Failure;
        return Failure is null;
    }

    /// <summary>A success.</summary>
    public static implicit operator ApiResult<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator ApiResult<T>(ApiFailure failure) => new(default, failure);
}
