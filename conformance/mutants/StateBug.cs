using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Mutants;

/// <summary>
/// Where bugs are planted that a wrong event cannot make: after an event that comes in sequence the client's state is another
/// one. The decoder keeps a state of its own to know how it looks, and says the wrong one as a snapshot.
/// </summary>
/// <param name="right">The right decoder.</param>
/// <param name="bug">
/// Changes the state (the JSON form of snapshots) in place: given the event, the state before it and the state after it; true when it
/// changed something.
/// </param>
internal sealed class StateBug(IFrameDecoder right, Func<StreamEvent, JsonObject, JsonObject, bool> bug) : IFrameDecoder
{
    private readonly List<Received> received = [];
    private readonly Reducer own = new();

    /// <summary>Called when a connection opens; null when the bug does not care.</summary>
    internal Action? OnConnection { get; init; }

    /// <inheritdoc/>
    public void StartConnection()
    {
        right.StartConnection();
        OnConnection?.Invoke();
    }

    /// <inheritdoc/>
    public void Decode(in Frame frame, ICollection<Received> output)
    {
        received.Clear();
        right.Decode(frame, received);
        foreach (var one in received)
        {
            if (one.Payload is Hello { Resume: ResumeMode.Snapshot or ResumeMode.Reset })
            {
                own.ExpectSnapshot();
            }

            output.Add(one.Payload is StreamEvent happening ? one with { Payload = Understand(happening) } : one);
        }
    }

    private StreamEvent Understand(StreamEvent happening)
    {
        var (before, last) = (ToJson(own.ToStateJson()), own.State.LastSeq);
        own.Apply(happening);
        if (own.State.LastSeq != happening.Seq || last == happening.Seq)
        {
            return happening; // late, doubled, or before its time
        }

        var after = ToJson(own.ToStateJson());
        if (!bug(happening, before, after))
        {
            return happening;
        }

        var wrong = new Snapshot
        {
            Seq = happening.Seq,
            Epoch = happening.Epoch,
            State = JsonSerializer.SerializeToElement(after),
            Digest = "",
        };
        wrong = StateJson.TryRead(wrong, out var state) ? wrong with { Digest = StateDigest.Compute(state) } : wrong;
        own.ExpectSnapshot();
        own.Apply(wrong);
        return wrong;
    }

    private static JsonObject ToJson(JsonElement state) => JsonObject.Create(state)!;
}
