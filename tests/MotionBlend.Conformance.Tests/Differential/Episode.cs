using MotionBlend.Conformance.Tests.Differential.Generation;

namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>An index made for a seed, and the requests sent to it in order: each of them is a case.</summary>
public sealed record Episode(int Seed, IReadOnlyList<JudgedRequest> Requests)
{
    /// <summary>Requests of one episode, so that one index serves many cases.</summary>
    public const int Length = 20;

    public static Episode Generate(int seed)
    {
        var dice = new Dice(seed);
        var fields = MappingGenerator.Fields(dice);
        var create = JudgedRequest.Json("PUT", "/{index}", MappingGenerator.CreateBody(dice, fields)) with { Changes = true };
        return dice.Chance(0.3) ? Writing(seed, dice, fields, create) : Searching(seed, dice, fields, create);
    }

    // Documents are loaded once and never replaced: a deleted document would stay in one server's score statistics until a merge.
    private static Episode Searching(int seed, Dice dice, List<FieldSpec> fields, JudgedRequest create)
    {
        var requests = new List<JudgedRequest> { create, DocumentCallGenerator.Load(dice, fields, dice.Pick(0, 5, 20, 40, 40)) };
        var searches = new SearchGenerator(dice, fields);
        var mutator = new Mutator(dice);
        while (requests.Count < Length)
        {
            if (dice.Chance(0.03)) requests.AddRange(searches.Pages());
            requests.Add(dice.Weighted<JudgedRequest>(
                (50, searches.Search),
                (30, searches.Aggregate),
                (8, searches.Other),
                (6, () => mutator.Spoil(searches.Search())),
                (4, () => mutator.Spoil(searches.Aggregate())),
                (4, () => OddKinds.At(dice.Between(0, OddKinds.Count - 1)))));
        }

        return new Episode(seed, requests);
    }

    private static Episode Writing(int seed, Dice dice, List<FieldSpec> fields, JudgedRequest create)
    {
        // Without a refresh in the background: when it came would decide what a search sees.
        create.Body!["settings"]!["refresh_interval"] = "-1";
        var requests = new List<JudgedRequest> { create };
        var calls = new DocumentCallGenerator(dice, fields);
        var admin = new AdminCallGenerator(dice);
        var mutator = new Mutator(dice);
        var administers = dice.Chance(0.3);
        while (requests.Count < Length - 2)
        {
            var call = dice.Weighted<JudgedRequest>(
                (20, calls.Call),
                (administers ? 20 : 0, admin.Call),
                (2, () => mutator.Spoil(calls.Bulk(2)) with { Changes = true }),
                (1, () => mutator.Spoil(calls.Call()) with { Changes = true }));
            // Elasticsearch counts what its inner reader has seen, which it opens when it sees fit: a refresh makes that all.
            if (AdminCallGenerator.CountsDocuments(call)) requests.Add(DocumentCallGenerator.Refresh());
            requests.Add(call);
            if (AdminCallGenerator.ChangesRefreshes(call)) requests.Add(DocumentCallGenerator.Refresh());
        }

        requests.Add(DocumentCallGenerator.Refresh());
        requests.Add(DocumentCallGenerator.SearchAll());
        return new Episode(seed, requests);
    }
}
