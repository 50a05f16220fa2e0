using System.Collections;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Json;

/// <summary>
/// The members of an object or the items of an array. Where the text is wrong behind some of them, these can be read, and
/// going on raises the fault: as it is met by a parser that reads a text as it comes.
/// </summary>
internal sealed class JsonSequence<T> : IReadOnlyList<T>
{
    private readonly List<T> _read = [];

    /// <summary>What is wrong with the text behind the last element; null where the sequence is whole.</summary>
    public Failure? Fault { get; internal set; }

    /// <summary>How many there are.</summary>
    /// <exception cref="FailureException">The text is wrong before their end.</exception>
    public int Count => Fault is null ? _read.Count : throw Fault.Raise();

    /// <summary>Whether there is none.</summary>
    /// <exception cref="FailureException">The text is wrong before it tells.</exception>
    public bool IsEmpty => _read.Count == 0 && Count == 0;

    /// <summary>The first, or null where there is none.</summary>
    /// <exception cref="FailureException">The text is wrong before it tells.</exception>
    public T? First => IsEmpty ? default : _read[0];

    public T this[int index] => index < _read.Count || Fault is null ? _read[index] : throw Fault.Raise();

    /// <summary>The first, of those that could be read, that meets a condition.</summary>
    public T? Find(Predicate<T> meets) => _read.Find(meets);

    /// <summary>Whether one of those that could be read meets a condition.</summary>
    public bool Exists(Predicate<T> meets) => _read.Exists(meets);

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var element in _read)
            yield return element;
        if (Fault is not null)
            throw Fault.Raise();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(T element) => _read.Add(element);
}
