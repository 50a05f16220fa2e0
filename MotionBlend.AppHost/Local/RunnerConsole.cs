namespace MotionBlend.AppHost.Local;

/// <summary>
/// What the user sees: messages of the runner, and the lines of the processes, each with its resource's name before it.
/// Lines of processes that come before <see cref="ReleaseLogs"/> are held back, so that the table stands above them.
/// </summary>
internal sealed class RunnerConsole(TextWriter output, bool colour, IEnumerable<string> names)
{
    private const string Own = "apphost";
    private const string Reset = "\e[0m";
    private const string Red = "\e[1;31m";

    private static readonly string[] Palette = ["\e[36m", "\e[35m", "\e[33m", "\e[32m", "\e[34m"];

    private readonly Lock _gate = new();
    private readonly List<string> _names = [.. names.Prepend(Own)];
    private List<string>? _held = [];

    /// <summary>Whether this is a terminal that wants colour (https://no-color.org).</summary>
    public static bool HasColour { get; } =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Says something of the runner's own.</summary>
    public void Say(string message) => Write([Prefix(Own) + message]);

    /// <summary>Says that something is wrong, and shows lines that belong to it.</summary>
    public void Alarm(string message, params IEnumerable<string> lines) =>
        Write([Prefix(Own) + Paint(Red, message), .. lines.Select(line => Prefix(Own) + Paint(Red, "    ") + line)]);

    /// <summary>Shows, or holds back, a line of a process.</summary>
    public void Log(string name, string line) => Write([Prefix(name) + line], hold: true);

    /// <summary>Shows the lines held back, and from now on every line as it comes.</summary>
    public void ReleaseLogs()
    {
        lock (_gate)
        {
            _held?.ForEach(output.WriteLine);
            _held = null;
        }
    }

    /// <summary>Writes lines as they are, or adds them to those held back.</summary>
    public void Write(IEnumerable<string> lines, bool hold = false)
    {
        lock (_gate)
        {
            foreach (var line in lines)
            {
                (hold && _held is not null ? _held.Add : (Action<string>)output.WriteLine)(line);
            }
        }
    }

    private string Prefix(string name) =>
        Paint(Palette[Math.Max(0, _names.IndexOf(name)) % Palette.Length], name.PadRight(_names.Max(other => other.Length)) + " |") + " ";

    private string Paint(string code, string text) => colour ? code + text + Reset : text;
}
