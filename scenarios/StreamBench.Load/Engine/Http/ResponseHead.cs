namespace StreamBench.Load.Engine.Http;

/// <summary>What the engine needs to know of an answer's head.</summary>
/// <param name="Status">Status code, 100 to 999.</param>
/// <param name="Media">What the body claims to be.</param>
/// <param name="Body">How its end is told.</param>
/// <param name="ContentLength">Bytes of a counted body; 0 otherwise.</param>
/// <param name="Upgraded">A 101 whose <c>Sec-WebSocket-Accept</c> answers our key.</param>
internal readonly record struct ResponseHead(
    int Status,
    MediaKind Media,
    BodyKind Body,
    long ContentLength,
    bool Upgraded
)
{
    /// <summary>A 1xx that announces another head.</summary>
    internal bool IsInterim => Status is >= 100 and < 200 and not 101;
}
