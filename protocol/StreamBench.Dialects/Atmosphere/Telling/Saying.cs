namespace StreamBench.Dialects.Atmosphere.Telling;

/// <summary>How a change of a text is told.</summary>
internal enum Saying
{
    /// <summary>Not now.</summary>
    Nothing,

    /// <summary>As the next piece.</summary>
    Piece,

    /// <summary>With everything so far.</summary>
    Whole,
}
