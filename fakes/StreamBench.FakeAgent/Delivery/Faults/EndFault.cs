using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>
/// <c>end</c> and <c>abort</c>: the event is the last of its response, which then ends in good order, or is reset. What other
/// filters still hold is lost.
/// </summary>
internal sealed class EndFault(FaultTrigger trigger) : IDeliveryFilter
{
    private bool hasEnded;

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        next.Emit(item);
        // A replay comes in one piece: what lies behind the end of this response must not use up the ends of the next ones.
        if (!hasEnded && trigger.Strikes(item))
        {
            hasEnded = true;
            var fault = trigger.Fault;
            var seq = ((StreamEvent)item.Payload).Seq;
            next.Emit(
                new Outgoing(new StreamCut(fault.Do == "abort", fault.Code, fault.GrpcStatus, seq), default, null)
            );
        }
    }
}

/// <summary>Where a response ends. Never sent.</summary>
/// <param name="IsAbort">True when the connection is reset.</param>
/// <param name="Code">How a WebSocket is closed; null for 1000.</param>
/// <param name="GrpcStatus">What the trailers of gRPC say; null for OK.</param>
/// <param name="Seq">The last event before it.</param>
internal sealed record StreamCut(bool IsAbort, int? Code, int? GrpcStatus, long Seq) : ControlFrame
{
    /// <inheritdoc/>
    public override string Type => "cut";
}
