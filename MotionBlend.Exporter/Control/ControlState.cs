using MotionBlend.Elasticsearch.Documents;

namespace MotionBlend.Exporter.Control;

/// <summary>What all runs on one alias share: one document of the control index, changed only on the condition that nobody else did.</summary>
/// <param name="Kind">Always <c>state</c>.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Fence">Grows by one with every lease: a run with a lower number has lost its own.</param>
/// <param name="Holder">The run at work; null for none.</param>
/// <param name="Watermark">Up to where the index is proven; null when nothing is.</param>
/// <param name="Load">The full export that is under way or was cut off; null for none.</param>
/// <param name="Tasks">The load that several tasks share; null for none.</param>
/// <param name="Published">The load of several tasks that was published last; null for none.</param>
internal sealed record ControlState(
    string Kind, string Alias, long Fence, LeaseHolder? Holder, Watermark? Watermark, UnfinishedLoad? Load = null, TaskPlan? Tasks = null, TaskPlan? Published = null)
{
    /// <summary>The state before the first run.</summary>
    public static ControlState Of(string alias) => new("state", alias, 0, null, null);
}

/// <summary>A state as it was read.</summary>
/// <param name="State">The state.</param>
/// <param name="Version">Of the document; null when there is none yet.</param>
internal sealed record ControlEntry(ControlState State, DocumentVersion? Version);
