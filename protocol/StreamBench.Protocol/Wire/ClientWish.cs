using System.Text.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>What a client says to a server besides listening.</summary>
public abstract record ClientWish;

/// <summary>A user's message.</summary>
/// <param name="Text">What the user says.</param>
/// <param name="ClientMessageId">The client's own id of it, which makes a second try harmless; or null.</param>
/// <param name="Script">Name of the script that a fake server is to play; null for its own choice.</param>
public sealed record SubmitWish(string Text, string? ClientMessageId = null, string? Script = null) : ClientWish;

/// <summary>A user's answer to an approval.</summary>
/// <param name="Approval">Its id.</param>
/// <param name="Decision">One of the protocol's decisions.</param>
/// <param name="EditedArgs">The arguments as the user changed them, or undefined.</param>
public sealed record DecideWish(string Approval, string Decision, JsonElement EditedArgs = default) : ClientWish;

/// <summary>The end of one turn.</summary>
/// <param name="Turn">Its id.</param>
public sealed record CancelWish(string Turn) : ClientWish;

/// <summary>The stream from another place.</summary>
/// <param name="AfterSeq">The last event that the client has.</param>
public sealed record ResumeWish(long AfterSeq) : ClientWish;

/// <summary>Something that is no wish of this dialect.</summary>
/// <param name="Problem">What is wrong with it.</param>
public sealed record UnreadableWish(string Problem) : ClientWish;
