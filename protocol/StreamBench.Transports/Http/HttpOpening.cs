namespace StreamBench.Transports.Http;

/// <summary>What became of a request: an answer to read, or the reason why there is none.</summary>
/// <param name="Response">The answer's head; owned by whoever takes it. Null when there is none.</param>
/// <param name="End">Why there is no answer, or null.</param>
internal readonly record struct HttpOpening(HttpResponseMessage? Response, StreamEnd? End);
