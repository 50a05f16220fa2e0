using System.Globalization;
using System.Text;
using MotionBlend.SearchNode.Bench.Servers;

namespace MotionBlend.SearchNode.Bench.Crash;

/// <summary>Writes bulks over ids of its own and remembers for each id what the node has promised, and what it may have done besides.</summary>
public sealed class CrashWriter
{
    private const int Ids = 1500;
    private const int Deleted = 0;

#pragma warning disable CA5394
    private readonly Random _random;
    private readonly string _prefix;
    private readonly Dictionary<string, int> _promised = [];
    private readonly Dictionary<string, List<int>> _possible = [];
    private int _number;

    public CrashWriter(int writer, int seed)
    {
        _random = new Random(HashCode.Combine(seed, writer));
        _prefix = string.Create(CultureInfo.InvariantCulture, $"w{writer}-");
    }

    public int Acknowledged { get; private set; }

    /// <summary>Bulk requests that were acknowledged.</summary>
    public int Bulks { get; private set; }

    public int InFlight { get; private set; }

    public string Prefix => _prefix;

    /// <summary>Ids with what must be there: the document's number, or 0 where it must be absent.</summary>
    public IReadOnlyDictionary<string, int> Promised => _promised;

    /// <summary>Whether the id may hold this number (0: be absent), given what was in flight when the node was killed.</summary>
    public bool IsAllowed(string id, int number) =>
        _promised.GetValueOrDefault(id, Deleted) == number || (_possible.TryGetValue(id, out var others) && others.Contains(number));

    /// <summary>Takes what the node turned out to have as what it has to keep from now on.</summary>
    public void Settle(IReadOnlyDictionary<string, int> found)
    {
        foreach (var id in _possible.Keys) _promised[id] = found.GetValueOrDefault(id, Deleted);
        _possible.Clear();
    }

    /// <summary>Sends bulks until the node is gone or the token is cancelled.</summary>
    public async Task WriteAsync(BenchServer server, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var (body, operations) = Next();
            try
            {
                // Not cancelled: the reply decides what the node has promised, so it is waited for until the connection breaks.
                var reply = await server.ReadAsync(HttpMethod.Post, $"/{CrashCheck.Index}/_bulk", body, CancellationToken.None);
                var items = reply.GetProperty("items");
                for (var i = 0; i < operations.Count; i++)
                {
                    var status = items[i].EnumerateObject().First().Value.GetProperty("status").GetInt32();
                    if (status is >= 300 and not 404) throw new InvalidOperationException($"a bulk item answered {status}: {items[i]}");
                    _promised[operations[i].Id] = operations[i].Number;
                    Acknowledged++;
                }

                Bulks++;
            }
            catch (HttpRequestException)
            {
                foreach (var (id, number) in operations)
                {
                    if (!_possible.TryGetValue(id, out var others)) _possible[id] = others = [];
                    others.Add(number);
                }

                InFlight += operations.Count;
                return;
            }
        }
    }

    private (string Body, List<(string Id, int Number)> Operations) Next()
    {
        var body = new StringBuilder();
        var operations = new List<(string, int)>();
        for (var i = _random.Next(1, 400); i > 0; i--)
        {
            var id = _prefix + _random.Next(Ids).ToString(CultureInfo.InvariantCulture);
            if (_random.Next(6) == 0)
            {
                body.Append(CultureInfo.InvariantCulture, $"{{\"delete\":{{\"_id\":\"{id}\"}}}}\n");
                operations.Add((id, Deleted));
                continue;
            }

            var number = ++_number;
            body.Append(CultureInfo.InvariantCulture, $"{{\"index\":{{\"_id\":\"{id}\"}}}}\n{{\"n\":{number},\"k\":\"k{number % 10}\",\"copy\":{number},\"fill\":\"{new string('x', _random.Next(300))}\"}}\n");
            operations.Add((id, number));
        }

        return (body.ToString(), operations);
    }
#pragma warning restore CA5394
}
