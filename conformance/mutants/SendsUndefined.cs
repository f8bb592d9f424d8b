using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a reconnect before the first event sends the text of a missing value as its cursor.</summary>
internal sealed class SendsUndefined : IMutant
{
    public string Name => "sends-undefined";

    public string Bug => "sends the word \"undefined\" where it has no cursor yet";

    public ImmutableArray<string> CaughtBy => ["RES-003"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        var opened = 0;
        return right with
        {
            Transport = new ChangedTransport(
                right.Transport,
                (transport, request, stop) =>
                    transport.OpenAsync(
                        Interlocked.Increment(ref opened) == 1
                            ? request
                            : request with
                            {
                                Cursor = request.Cursor ?? "undefined",
                            },
                        stop
                    )
            ),
        };
    }
}
