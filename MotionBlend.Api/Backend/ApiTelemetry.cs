using System.Diagnostics;
using System.Diagnostics.Metrics;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api.Backend;

/// <summary>Traces and metrics of the calls to the search backend.</summary>
internal sealed class ApiTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "MotionBlend.Api";

    private static readonly ActivitySource Source = new(Name);

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _failures;

    public ApiTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _duration = meter.CreateHistogram<double>("motionblend.api.backend.duration", "s", "Time that the search backend needed for an operation.");
        _failures = meter.CreateCounter<long>("motionblend.api.backend.failures", "{failure}", "Operations that the search backend failed.");
    }

    /// <summary>Starts the span of an operation.</summary>
    public static Activity? Start(string operation) => Source.StartActivity(operation);

    /// <summary>Notes the end of an operation.</summary>
    public void Record(string operation, TimeSpan duration, ElasticError? error)
    {
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("operation", operation));
        if (error is not null)
        {
            _failures.Add(1, new("operation", operation), new("failure", error.Failure.ToString()));
            Activity.Current?.SetStatus(ActivityStatusCode.Error, error.Failure.ToString());
        }
    }
}
