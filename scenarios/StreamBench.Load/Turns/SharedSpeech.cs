using StreamBench.Protocol.State;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Turns;

/// <summary>
/// What the streams of one loop say alike, kept once: under load thousands of them speak the same script, and verifying the
/// next one then costs no memory.
/// </summary>
internal sealed class SharedSpeech
{
    internal SharedWords Words { get; } = new();

    internal SharedTexts Texts { get; } = new();
}
