using System.Text.Json;

namespace StreamBench.Protocol.Events;

/// <summary>
/// Something that happened in a conversation, numbered by the server's journal. Immutable; the reducer is the only
/// reader that gives it meaning.
/// </summary>
/// <remarks>Source: StreamBench protocol §1.</remarks>
public abstract record StreamEvent : Payload
{
    /// <summary>Place in the journal, counted from 1 without holes per (conversation, epoch). 0 only on a <see cref="Synthesised"/> event.</summary>
    public long Seq { get; init; }

    /// <summary>
    /// The journal's generation, counted from 1; 0 means "the one being read". It travels in <see cref="Hello"/>, not
    /// in the event itself, so a decoder stamps it here.
    /// </summary>
    public int Epoch { get; init; }

    /// <summary>Id of the turn the event belongs to, or null.</summary>
    public string? Turn { get; init; }

    /// <summary>Id of the item the event touches, or null.</summary>
    public string? Item { get; init; }

    /// <summary>Name of the agent that speaks, or null for the turn's own.</summary>
    public string? Agent { get; init; }

    /// <summary>Server time in Unix milliseconds, or null. Never enters state, fingerprints or digests.</summary>
    public long? At { get; init; }

    /// <summary>True for an event that the client made up itself (time-out completion); it uses no seq and is provisional.</summary>
    public bool Synthesised { get; init; }

    /// <summary>
    /// An object with the members this version does not know, or <see cref="JsonValueKind.Undefined"/>. Kept so that
    /// fingerprints cover the whole event and a relay loses nothing; never enters state.
    /// </summary>
    public JsonElement Unknown { get; init; }
}
