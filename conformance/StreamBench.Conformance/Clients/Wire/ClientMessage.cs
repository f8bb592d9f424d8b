using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients.Wire;

/// <summary>What a client said in one message.</summary>
internal abstract record ClientMessage
{
    /// <summary>Who it is.</summary>
    internal sealed record Introduced(ClientIntroduction Introduction) : ClientMessage;

    /// <summary>A case has come to its end.</summary>
    internal sealed record CaseAnswered(CaseAnswer Answer) : ClientMessage;

    /// <summary>An action was done, or not.</summary>
    internal sealed record ActionAnswered(ActionAnswer Answer) : ClientMessage;

    /// <summary>Something on the way.</summary>
    internal sealed record Noted(ClientNote Note) : ClientMessage;

    /// <summary>It breaks the protocol.</summary>
    /// <param name="Run">The run that it names, or null.</param>
    /// <param name="Blame">Where and how.</param>
    internal sealed record Malformed(string? Run, string Blame) : ClientMessage;
}
