namespace StreamBench.Load.Engine.Http;

/// <summary>How the end of an answer's body is told (RFC 9112 §6.3).</summary>
internal enum BodyKind : byte
{
    /// <summary>By the last chunk.</summary>
    Chunked,

    /// <summary>By a count of bytes.</summary>
    Counted,

    /// <summary>By the end of the connection: a cut cannot be told from the end.</summary>
    UntilClose,
}
