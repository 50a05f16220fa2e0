using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace MotionBlend.AppHost.Configuration;

/// <summary>The ports of this run. A default that is taken gives way to the next free port; an explicit one never does.</summary>
/// <param name="Dashboard">Port of the dashboard.</param>
/// <param name="Api">Port of the search API.</param>
/// <param name="Search">Port of the search node or container; unused with an existing cluster.</param>
/// <param name="Exporter">Port on which the exporter can be asked to run again; null for it to run once, at the start.</param>
internal sealed record ServicePorts(int Dashboard, int Api, int Search, int? Exporter = null)
{
    public const int DefaultDashboard = 5180;
    public const int DefaultApi = 5181;
    public const int DefaultSearch = 9200;
    public const int DefaultExporter = 5182;

    private static readonly int[] Defaults = [DefaultDashboard, DefaultApi, DefaultSearch];

    /// <summary>Chooses one port.</summary>
    /// <param name="wanted">The configured port, 0 for any free one, null for the default.</param>
    /// <param name="fallback">The default.</param>
    /// <param name="owner">Who will listen, for the note.</param>
    /// <param name="isFree">Whether nobody listens on a port.</param>
    /// <param name="note">What the user should know: another port than the default was chosen.</param>
    /// <returns>The port, or null where an explicit port is taken or out of range.</returns>
    public static int? Choose(int? wanted, int fallback, string owner, Func<int, bool> isFree, out string? note)
    {
        note = null;
        switch (wanted)
        {
            case 0:
                return AnyFree();
            case { } explicitly:
                return explicitly is > 0 and <= IPEndPoint.MaxPort && isFree(explicitly) ? explicitly : null;
            default:
                if (isFree(fallback))
                {
                    return fallback;
                }

                var next = Enumerable.Range(fallback + 1, 200).Except(Defaults).FirstOrDefault(isFree);
                next = next == 0 ? AnyFree() : next;
                note = $"port {fallback} is taken: {owner} uses {next}.";
                return next;
        }
    }

    /// <summary>Whether nobody on this machine listens on <paramref name="port"/>, on any address.</summary>
    public static bool IsFree(int port)
    {
        if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port))
        {
            return false;
        }

        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            // Reserved by the system, or not ours to open (a port below 1024): not free for us.
            return false;
        }
    }

    private static int AnyFree()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
