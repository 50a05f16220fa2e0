namespace MotionBlend.Web.Configuration;

/// <summary>Settings of the dashboard, section <see cref="Section"/>.</summary>
public sealed class DashboardOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "MotionBlend:Dashboard";

    /// <summary>Address of the search API; a name such as <c>api</c> is resolved by service discovery (<c>services:api:http:0</c>).</summary>
    public Uri ApiUrl { get; set; } = new("https+http://api");

    /// <summary>Time limit of one call to the API.</summary>
    public TimeSpan ApiTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Share of good or excellent blends that the overview judges by, 0 to 1.</summary>
    public double TargetShare { get; set; } = 0.7;

    /// <summary>How often a page reads again while it is looked at.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the first answer of a page may wait for data; what takes longer arrives after the skeleton.</summary>
    public TimeSpan PrerenderBudget { get; set; } = TimeSpan.FromMilliseconds(800);
}
