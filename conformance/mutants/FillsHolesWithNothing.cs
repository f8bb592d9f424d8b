using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a jump in the seqs means nothing, so what did not come is not missed.</summary>
public sealed class FillsHolesWithNothing(IFrameDecoder right) : IFrameDecoder
{
    private readonly List<Received> received = [];
    private long last;

    /// <inheritdoc/>
    public void StartConnection() => right.StartConnection();

    /// <inheritdoc/>
    public void Decode(in Frame frame, ICollection<Received> output)
    {
        received.Clear();
        right.Decode(frame, received);
        foreach (var one in received)
        {
            if (one.Payload is StreamEvent happening)
            {
                for (var missing = last + 1; missing < happening.Seq && happening is not Snapshot; missing++)
                {
                    output.Add(new Received(EventBug.Lost(happening with { Seq = missing }), null));
                }

                last = Math.Max(last, happening.Seq);
            }

            output.Add(one);
        }
    }
}

/// <summary>The client with <see cref="FillsHolesWithNothing"/> in it.</summary>
public sealed class FillsHolesWithNothingMutant : IMutant
{
    /// <inheritdoc/>
    public string Name => "fills-holes-with-nothing";

    /// <inheritdoc/>
    public string Bug => "does not miss an event that was lost";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["AGT-005"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new FillsHolesWithNothing(right.Decoder),
        };
}
