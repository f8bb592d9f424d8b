namespace StreamBench.Protocol.Json;

/// <summary>Why a JSON text was refused: a value, because bad input from a peer is expected.</summary>
/// <param name="Message">One sentence that names the member and what was wanted.</param>
/// <param name="Position">Where in the text, in bytes from its start.</param>
public sealed record JsonProblem(string Message, long Position)
{
    /// <inheritdoc/>
    public override string ToString() => $"byte {Position}: {Message}";
}
