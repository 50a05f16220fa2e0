using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Generated match queries and query strings over keyword, text and the parsed types.</summary>
public sealed class FullTextQueryGenerator(Dice dice, IReadOnlyList<FieldSpec> fields)
{
    public JsonObject Query() => dice.Weighted<JsonObject>(
        (6, Match),
        (2, Fuzzy),
        (4, MultiMatch),
        (3, MatchPhrasePrefix),
        (2, MatchPhrase),
        (2, MatchBoolPrefix),
        (3, QueryString),
        (4, SimpleQueryString));

    private JsonObject Match()
    {
        var field = dice.Pick(fields.Where(candidate => candidate.Kind != FieldKind.Vector).ToList());
        var value = field.Value(dice);
        if (dice.Chance(0.5)) return Tree.Of("match", Tree.Of(field.Path, value));
        var body = Tree.Of("query", value);
        dice.Maybe(0.4, body, "operator", () => dice.Pick("and", "or", "AND"));
        dice.Maybe(0.3, body, "minimum_should_match", () => dice.Pick<JsonNode?>(1, 2, "50%", -1));
        dice.Maybe(0.2, body, "zero_terms_query", () => dice.Pick("none", "all"));
        dice.Maybe(0.2, body, "lenient", () => true);
        dice.Maybe(0.2, body, "boost", () => 2);
        if (dice.Chance(0.2)) AddFuzziness(body, "fuzzy_transpositions");
        return Tree.Of("match", Tree.Of(field.Path, body));
    }

    private JsonObject Fuzzy()
    {
        var field = dice.Chance(0.95) ? Textual() : dice.Pick(fields).Path;
        var word = Misspelt();
        if (dice.Chance(0.4)) return Tree.Of("fuzzy", Tree.Of(field, word));
        var body = Tree.Of("value", word);
        AddFuzziness(body, "transpositions");
        dice.Maybe(0.2, body, "boost", () => 2);
        return Tree.Of("fuzzy", Tree.Of(field, body));
    }

    private void AddFuzziness(JsonObject body, string transpositions)
    {
        dice.Maybe(0.8, body, "fuzziness", () => dice.Pick<JsonNode?>(0, 1, 2, "1", "AUTO", "auto", "AUTO:2,5", "AUTO:1,2"));
        dice.Maybe(0.3, body, "prefix_length", () => dice.Between(0, 3));
        dice.Maybe(0.3, body, "max_expansions", () => dice.Pick(1, 2, 50));
        dice.Maybe(0.3, body, transpositions, () => dice.Chance(0.5));
    }

    // A word of documents with one letter left out, doubled, or swapped with the next.
    private string Misspelt()
    {
        var word = (dice.Chance(0.5) ? Values.Keyword(dice) : Values.Text(dice))!.ToString().Split(' ')[0];
        if (word.Length < 3 || dice.Chance(0.2)) return word;
        var at = dice.Between(0, word.Length - 2);
        return dice.Pick(word.Remove(at, 1), word.Insert(at, "x"), $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}");
    }

    private JsonObject MultiMatch()
    {
        var body = new JsonObject { ["query"] = Phrase(), ["fields"] = Names() };
        dice.Maybe(0.4, body, "type", () => dice.Pick("best_fields", "most_fields", "phrase", "bool_prefix"));
        dice.Maybe(0.3, body, "operator", () => dice.Pick("and", "or"));
        dice.Maybe(0.2, body, "tie_breaker", () => 0.3);
        dice.Maybe(0.3, body, "lenient", () => true);
        dice.Maybe(0.1, body, "boost", () => 1.5);
        if (body["type"] is null || body["type"]!.ToString() is "best_fields" or "most_fields") dice.Maybe(0.2, body, "fuzziness", () => dice.Pick<JsonNode?>(1, "AUTO"));
        return Tree.Of("multi_match", body);
    }

    private JsonObject MatchPhrasePrefix()
    {
        var field = Textual();
        if (dice.Chance(0.6)) return Tree.Of("match_phrase_prefix", Tree.Of(field, Phrase()));
        var body = Tree.Of("query", Phrase());
        dice.Maybe(0.3, body, "max_expansions", () => dice.Between(1, 50));
        dice.Maybe(0.3, body, "boost", () => 2);
        return Tree.Of("match_phrase_prefix", Tree.Of(field, body));
    }

    private JsonObject MatchPhrase()
    {
        var field = Textual();
        if (dice.Chance(0.6)) return Tree.Of("match_phrase", Tree.Of(field, Phrase()));
        var body = Tree.Of("query", Phrase());
        dice.Maybe(0.3, body, "zero_terms_query", () => dice.Pick("none", "all"));
        dice.Maybe(0.3, body, "boost", () => 2);
        return Tree.Of("match_phrase", Tree.Of(field, body));
    }

    private JsonObject MatchBoolPrefix()
    {
        var field = Textual();
        if (dice.Chance(0.6)) return Tree.Of("match_bool_prefix", Tree.Of(field, Phrase()));
        var body = Tree.Of("query", Phrase());
        dice.Maybe(0.4, body, "operator", () => dice.Pick("and", "or"));
        dice.Maybe(0.3, body, "minimum_should_match", () => dice.Pick<JsonNode?>(1, 2, "50%"));
        return Tree.Of("match_bool_prefix", Tree.Of(field, body));
    }

    private JsonObject QueryString()
    {
        var text = dice.Pick(
            "k:walk", "k:(walk run)", "walk", "n:[1 TO 5]", "n:>3", "f:{0.1 TO 0.9]", "k:wa*", "NOT k:walk", "k:walk OR b:true", "k:walk AND n:<10",
            "_exists_:k", "d:[2024-01-01 TO 2024-02-01]", "k:\"stand still\"", "+k:run -b:false", "k:r?n", "k:walk^2 run", "(k:walk OR k:run) AND b:true");
        var body = Tree.Of("query", text);
        dice.Maybe(0.3, body, "default_field", () => Textual());
        dice.Maybe(0.3, body, "default_operator", () => dice.Pick("and", "or", "AND"));
        dice.Maybe(0.2, body, "lenient", () => true);
        return Tree.Of("query_string", body);
    }

    private JsonObject SimpleQueryString()
    {
        var text = dice.Pick("walk", "walk run", "walk + run", "walk | jump", "-walk", "run*", "\"walk run\"", "(walk | run) + jump", "cmu_02_01", "Walk", "a.b | x", "walk +", "");
        var body = Tree.Of("query", text);
        body["fields"] = Names();
        dice.Maybe(0.4, body, "default_operator", () => dice.Pick("and", "or"));
        dice.Maybe(0.1, body, "minimum_should_match", () => dice.Pick<JsonNode?>(1, "50%"));
        dice.Maybe(0.2, body, "lenient", () => true);
        return Tree.Of("simple_query_string", body);
    }

    private JsonArray Names() => Tree.List(Enumerable.Range(0, dice.Between(1, 3)).Select(_ => dice.Chance(0.2) ? $"{Textual()}^{dice.Pick("2", "0.5")}" : Textual()).Distinct());

    private string Textual() => dice.Pick(fields.Where(field => field.Kind is FieldKind.Keyword or FieldKind.Text).ToList()).Path;

    private string Phrase() => (dice.Chance(0.5) ? Values.Keyword(dice) : Values.Text(dice))!.ToString();
}
