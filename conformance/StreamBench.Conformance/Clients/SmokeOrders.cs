using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients;

/// <summary>Makes the cases of a smoke test for what the client speaks.</summary>
internal sealed class SmokeOrders(Uri server, ClientIntroduction introduction)
{
    /// <summary>True when the client says that it reports the state.</summary>
    internal bool ReportsState => introduction.Capabilities.Contains("state");

    /// <summary>A case on a conversation of that name.</summary>
    internal CaseOrder Make(string name, string when, int deadlineMs) =>
        new()
        {
            Run = $"smoke-{name}",
            Case = $"SMOKE-{name}",
            Url = server.ToString().TrimEnd('/'),
            Transport = introduction.Transports[0],
            Dialect = introduction.Dialects.IsEmpty ? "streambench/1" : introduction.Dialects[0],
            Conversation = name,
            Message = new CaseMessage("hi", $"smoke-{name}"),
            Config = new CaseConfig(),
            Stop = new StopRule(when, deadlineMs),
        };
}
