using System.Text.Json;

namespace StreamBench.Dialects;

/// <summary>Where one event stands on one dialect's wire.</summary>
/// <param name="Number">The number that its first frame carries (an id, a place in a session), from 1; 0 where there is none.</param>
/// <param name="Session">The id of what the number counts in (Atmosphere's session), or null.</param>
/// <param name="Call">The tool call that the event belongs to, as far as it was told; or null.</param>
public readonly record struct WirePlace(long Number, string? Session = null, CallSoFar? Call = null);

/// <summary>What later frames repeat of a tool call.</summary>
/// <param name="Id">Its item id.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Args">Its whole arguments, or undefined while they are not complete or are no JSON.</param>
public sealed record CallSoFar(string Id, string Name, JsonElement Args = default);
