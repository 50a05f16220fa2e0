using Grpc.Core;
using Microsoft.AspNetCore.Http;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>Everything that BigQuery can do wrong and that passes, at random.</summary>
internal static class MartStorm
{
    private static readonly string[] Operations = ["tables.get", "jobs.insert", "poll", "page"];

    private static readonly StatusCode[] Breaks = [StatusCode.Unavailable, StatusCode.Internal, StatusCode.ResourceExhausted];

    /// <summary>Scripts faults for a run.</summary>
    public static void Begin(FakeBigQuery fake, Random random)
    {
        fake.LongestPage = random.Next(2) == 0 ? int.MaxValue : random.Next(1, 60);
        foreach (var operation in Operations)
        {
            for (var faults = random.Next(3); faults > 0; faults--)
            {
                fake.Fault(operation, Fault(random));
            }
        }

        if (fake.Mart.Rows > 1)
        {
            var cut = random.Next(1, fake.Mart.Rows);
            fake.Storage.StreamRows ??= [cut, fake.Mart.Rows - cut];
            fake.Storage.MessageRows = random.Next(1, 50);
            for (var stream = 0; stream < 2; stream++)
            {
                for (var breaks = random.Next(3); breaks > 0; breaks--)
                {
                    fake.Storage.Break(stream, random.Next(cut), Breaks[random.Next(Breaks.Length)]);
                }
            }
        }
    }

    private static Func<HttpContext, Task> Fault(Random random) => random.Next(6) switch
    {
        0 => FakeFaults.Error(403, "rateLimitExceeded", "slow down"),
        1 => FakeFaults.Error(503, "backendError", "busy"),
        2 => FakeFaults.Gateway(502),
        3 => FakeFaults.Gateway(429, "2"),
        4 => FakeFaults.CutOff,
        _ => FakeFaults.Truncated,
    };
}
