using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: to be fast, three streams are opened each time, and two of them thrown away.</summary>
internal sealed class RacesStreams : IMutant
{
    public string Name => "races-streams";

    public string Bug => "opens three streams at each connect and keeps one";

    public ImmutableArray<string> CaughtBy => ["RES-021"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Transport = new ChangedTransport(
                right.Transport,
                static async (transport, request, stop) =>
                {
                    for (var i = 0; i < 2; i++)
                    {
                        await using var loser = await transport.OpenAsync(request, stop);
                    }

                    return await transport.OpenAsync(request, stop);
                }
            ),
        };
}
