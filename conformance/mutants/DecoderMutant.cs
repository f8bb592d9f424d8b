using System.Collections.Immutable;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>The reference client of a dialect with a decoder in it that has a bug.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Name">Its name in the kill table, in kebab case.</param>
/// <param name="Bug">The bug, in one sentence, as a user would meet it.</param>
/// <param name="NewDecoder">Makes the decoder of one client.</param>
/// <param name="CaughtBy">Ids of the cases that must fail it.</param>
public sealed record DecoderMutant(
    string Dialect,
    string Name,
    string Bug,
    Func<IFrameDecoder> NewDecoder,
    ImmutableArray<string> CaughtBy
) : IMutant
{
    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return right with { Decoder = NewDecoder() };
    }
}
