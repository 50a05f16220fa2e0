using System.Globalization;
using System.Text;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Mapping.Dates;

/// <summary>
/// A date pattern in Java's letters: <c>y u M d E H h a m s S</c>, offsets <c>Z X x</c>, and literal characters; names of days
/// and months are English.
/// </summary>
internal sealed class DatePattern
{
    private const char OffsetMark = '\u0001';
    private const DateTimeStyles Styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;

    private readonly string _pattern;
    private readonly string _net;
    private readonly string _offset = "";
    private readonly string[] _readable;

    /// <exception cref="FailureException">The pattern is empty, or has a letter that this node does not know.</exception>
    public DatePattern(string pattern)
    {
        if (pattern.Length == 0)
            throw Failure.IllegalArgument("No date pattern provided").Raise();
        _pattern = pattern;
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\'')
            {
                var end = pattern.IndexOf('\'', i + 1);
                text.Append(end < 0 ? throw Unsupported() : pattern[i..(end + 1)]);
                i = end;
                continue;
            }

            var run = 1;
            while (i + run < pattern.Length && pattern[i + run] == pattern[i])
                run++;
            var letters = pattern.Substring(i, run);
            i += run - 1;
            if (letters[0] is 'Z' or 'X' or 'x')
                (_offset, letters) = (letters, OffsetMark.ToString());
            else
                letters = char.IsAsciiLetter(letters[0]) ? Net(letters) : $"'{letters}'";
            text.Append(letters);
        }

        _net = text.ToString();
        // A sole letter would be taken for the name of a standard format.
        if (_net.Length == 1)
            _net = (_net[0] == OffsetMark ? "''" : "%") + _net;
        _readable = [.. Readable().Select(offset => _net.Replace(OffsetMark.ToString(), offset, StringComparison.Ordinal))];
    }

    /// <summary>Whether hours, minutes, seconds and parts of a second are told.</summary>
    public (bool Hour, bool Minute, bool Second, bool Fraction) Tells => (Has('H') || Has('h'), Has('m'), Has('s'), Has('S'));

    /// <summary>Reads a text that fits as a whole; the moment is in UTC.</summary>
    public bool TryParse(string text, out DateTime moment) => DateTime.TryParseExact(text, _readable, CultureInfo.InvariantCulture, Styles, out moment);

    /// <summary>Writes a wall clock with its offset from UTC.</summary>
    public string Write(DateTime local, TimeSpan offset) =>
        local.ToString(_net, CultureInfo.InvariantCulture).Replace(OffsetMark.ToString(), Offset(offset), StringComparison.Ordinal);

    private bool Has(char letter) => _pattern.Contains(letter, StringComparison.Ordinal);

    private string Net(string letters) => letters[0] switch
    {
        'y' or 'M' or 'd' or 'H' or 'h' or 'm' or 's' when letters.Length <= 4 => letters,
        'u' when letters.Length <= 4 => new string('y', letters.Length),
        'S' when letters.Length <= 7 => new string('f', letters.Length),
        'E' when letters.Length <= 4 => letters.Length == 4 ? "dddd" : "ddd",
        'a' when letters.Length == 1 => "tt",
        _ => throw Unsupported(),
    };

    private FailureException Unsupported() =>
        Failure.IllegalArgument($"Invalid format: [{_pattern}]: the date format is not supported by this node").Raise();

    // What .NET reads at the place of the offset.
    private string[] Readable() => _offset switch
    {
        "" => [""],
        "X" => ["'Z'", "zz"],
        "XX" or "XXX" => ["'Z'", "zzz"],
        "x" => ["zz"],
        "xx" or "xxx" or "Z" or "ZZ" or "ZZZ" => ["zzz"],
        _ => throw Unsupported(),
    };

    private string Offset(TimeSpan offset)
    {
        if (offset == TimeSpan.Zero && _offset is ['X', ..])
            return "Z";
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        return _offset switch
        {
            "XXX" or "xxx" => $"{sign}{offset:hh\\:mm}",
            "X" or "x" when offset.Minutes == 0 => $"{sign}{offset:hh}",
            _ => $"{sign}{offset:hhmm}",
        };
    }
}
