using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>
/// A planted bug: seqs mean nothing, every event that comes is the next one, and text is appended wherever the item ends. A
/// duplicate or an overlap then doubles text.
/// </summary>
public sealed class AppliesEverything(IFrameDecoder right) : IFrameDecoder
{
    private readonly List<Received> received = [];
    private long next;

    /// <inheritdoc/>
    public void StartConnection() => right.StartConnection();

    /// <inheritdoc/>
    public void Decode(in Frame frame, ICollection<Received> output)
    {
        received.Clear();
        right.Decode(frame, received);
        foreach (var one in received)
        {
            output.Add(one.Payload is StreamEvent happening ? one with { Payload = Renumber(happening) } : one);
        }
    }

    private StreamEvent Renumber(StreamEvent happening) =>
        happening switch
        {
            Snapshot snapshot => snapshot with { Seq = next = Math.Max(next + 1, snapshot.Seq) },
            TextAppend append => append with { Seq = ++next, Offset = null },
            ToolArgs args => args with { Seq = ++next, Offset = null },
            ToolOutput output => output with { Seq = ++next, Offset = null },
            var other => other with { Seq = ++next },
        };
}

/// <summary>The client with <see cref="AppliesEverything"/> in it.</summary>
public sealed class AppliesEverythingMutant : IMutant
{
    /// <inheritdoc/>
    public string Name => "applies-everything";

    /// <inheritdoc/>
    public string Bug => "applies every event that comes, doubled or not";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy =>
        [
            "SEQ-001",
            "SEQ-002",
            "SEQ-004",
            "SEQ-005",
            "SEQ-006",
            "SEQ-007",
            "RES-009",
            "RES-010",
            "TRN-011",
            "TRN-012",
            "ITM-001",
        ];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new AppliesEverything(right.Decoder),
        };
}
