using System.Text.Json;

namespace StreamBench.FakeAgent.Journals;

/// <summary>What a journal can replay at one moment.</summary>
/// <param name="Epoch">The generation.</param>
/// <param name="FirstSeq">Oldest event that can be replayed; <paramref name="LastSeq"/> + 1 when there is none.</param>
/// <param name="LastSeq">Newest event, 0 for an empty journal.</param>
public readonly record struct JournalWindow(int Epoch, long FirstSeq, long LastSeq);

/// <summary>What history answers.</summary>
/// <param name="State">The conversation in the JSON form of protocol §2.</param>
/// <param name="Cursor">The resume point that belongs to it.</param>
/// <param name="Digest">Digest of the state; null in the moment in which a text ends in half an emoji.</param>
/// <param name="Epoch">The journal's generation.</param>
/// <param name="Seq">The last event in it.</param>
public sealed record JournalSummary(JsonElement State, string Cursor, string? Digest, int Epoch, long Seq);
