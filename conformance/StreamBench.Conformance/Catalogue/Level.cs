namespace StreamBench.Conformance.Catalogue;

/// <summary>How binding a check is (RFC 2119).</summary>
public enum Level
{
    /// <summary>Missing it fails the case.</summary>
    Must,

    /// <summary>Missing it is NON-STRICT: shown, and fails only under <c>--strict</c>.</summary>
    Should,

    /// <summary>Missing it is recorded.</summary>
    May,

    /// <summary>Only recorded, such as a time.</summary>
    Info,
}
