namespace MotionBlend.Domain.Search;

/// <summary>The <c>type</c> of the API's own kinds of problem (RFC 9457, 3.1.1); all others have the type of their HTTP status.</summary>
public static class ApiProblemTypes
{
    /// <summary>400: parameters cannot be read; <c>errors</c> says which.</summary>
    public const string BadParameters = "urn:motionblend:problem:bad-parameters";

    /// <summary>404: there is no blend of this id.</summary>
    public const string NoSuchBlend = "urn:motionblend:problem:no-such-blend";

    /// <summary>503: the search backend is well but holds no index of blends: run the exporter.</summary>
    public const string NothingExported = "urn:motionblend:problem:nothing-exported";

    /// <summary>503 or 504: the search backend does not answer, or is overloaded; try again later.</summary>
    public const string BackendAway = "urn:motionblend:problem:backend-away";

    /// <summary>502: the search backend answers, but refuses the API or says what cannot be understood; an operator has to look.</summary>
    public const string BackendFault = "urn:motionblend:problem:backend-fault";
}
