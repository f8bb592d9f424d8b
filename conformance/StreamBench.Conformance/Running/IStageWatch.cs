using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Running;

/// <summary>Is told what happens on a stage that waits for a client started by hand. Called one at a time.</summary>
public interface IStageWatch
{
    /// <summary>The stage is set for a client: it may connect now.</summary>
    /// <param name="order">Where, to which conversation, and what to send.</param>
    /// <param name="plan">What will happen, a line each.</param>
    void Ready(CaseOrder order, ImmutableArray<string> plan);

    /// <summary>The user of the client is to do something now, such as <c>approve</c>.</summary>
    void Wanted(ActionOrder action);

    /// <summary>A request or a fault, in the words of a trace.</summary>
    void Happened(string line);
}
