namespace StreamBench.Conformance.Speech;

/// <summary>What can become of frames on their way, whoever does it.</summary>
internal enum Disturbance
{
    /// <summary>A frame never comes; those after it do.</summary>
    Loss,

    /// <summary>Frames come again.</summary>
    Repeat,

    /// <summary>Frames change places.</summary>
    Reorder,

    /// <summary>A frame says something else.</summary>
    Alteration,

    /// <summary>A connection breaks with frames on their way.</summary>
    Break,
}
