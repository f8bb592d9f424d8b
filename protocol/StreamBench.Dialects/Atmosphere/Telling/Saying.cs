namespace StreamBench.Dialects.Atmosphere.Telling;

/// <summary>How a change of a text is told.</summary>
internal enum Saying
{
    /// <summary>Not now.</summary>
    Nothing,

    /// <summary>As the next piece.</summary>
    Piece,

    /// <summary>As the first piece, which is everything so far.</summary>
    Opening,

    /// <summary>As everything so far, in place of what was told.</summary>
    Whole,
}
