namespace MotionBlend.SearchNode.QueryDsl.QueryString;

/// <summary>The kinds of tokens in a query string.</summary>
internal enum QueryStringTokenKind
{
    And,
    Or,
    Not,
    Plus,
    Minus,
    Open,
    Close,
    Colon,
    Star,
    Boost,
    Quoted,
    Term,
    Tilde,
    Prefix,
    Wildcard,
    Regexp,
    Range,
    End,
}

/// <summary>A token as it was written, with its escapes.</summary>
internal sealed record QueryStringToken(QueryStringTokenKind Kind, string Text);
