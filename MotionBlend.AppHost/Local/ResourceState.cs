namespace MotionBlend.AppHost.Local;

/// <summary>How a resource is.</summary>
internal enum ResourceState
{
    Waiting,   // for another resource
    Starting,  // its process runs and has not answered yet
    Running,   // a job at work
    Healthy,   // it answers
    Unhealthy, // it answered before, and does not now
    External,  // not a process of ours
    Finished,  // a job that ended with exit code 0
    Failed,    // it died, ended with another exit code, or could not be started
    Stopped,   // it ended because everything does
}

/// <summary>One line of the table: where it answers, and what else is known, or null.</summary>
internal sealed record ResourceStatus(string Name, ResourceState State, string? Address, string? Detail);
