using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Seeded choices. The same seed gives the same case, whatever ran before.</summary>
public sealed class Dice(int seed)
{
    // A weak generator is wanted here: it repeats, and nothing depends on it being hard to guess.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => _random.Next(low, high + 1);

    /// <summary>A fraction of [0, 1).</summary>
    public double Fraction() => _random.NextDouble();
#pragma warning restore CA5394

    public bool Chance(double probability) => Fraction() < probability;

    public T Pick<T>(params IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>One of the choices, each as likely as its weight says, made.</summary>
    public T Weighted<T>(params IReadOnlyList<(int Weight, Func<T> Make)> choices)
    {
        var at = Between(1, choices.Sum(choice => choice.Weight));
        foreach (var (weight, make) in choices)
        {
            at -= weight;
            if (at <= 0) return make();
        }

        return choices[^1].Make();
    }

    /// <summary>Some of the items, in their order; at least <paramref name="least"/>.</summary>
    public List<T> Some<T>(IReadOnlyList<T> items, int least = 0)
    {
        var chosen = items.Where(_ => Chance(0.5)).ToList();
        return chosen.Count >= least ? chosen : [.. items.Take(least)];
    }

    /// <summary>Sets the member to what is made, with the given probability.</summary>
    public void Maybe(double probability, JsonObject target, string name, Func<JsonNode?> make)
    {
        if (Chance(probability)) target[name] = make();
    }
}
