using System.Text;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>
/// <c>inject</c>: after the event comes <c>json</c>, as it is written: a frame of any type, an event with a seq of choice, or
/// what is no JSON at all. <c>{seq}</c>, <c>{epoch}</c>, <c>{cursor}</c> and <c>{turn}</c> in it are those of the event before.
/// </summary>
internal sealed class InjectFault(FaultTrigger trigger) : IDeliveryFilter
{
    public void Pass(in Outgoing item, DeliveryStep next)
    {
        next.Emit(item);
        if (trigger.Strikes(item))
        {
            next.Emit(
                new Outgoing(RawFrame.Instance, Fill(item), trigger.Fault.WithCursor == true ? item.Cursor : null)
            );
        }
    }

    private byte[] Fill(in Outgoing item)
    {
        var before = (StreamEvent)item.Payload;
        return Encoding.UTF8.GetBytes(
            trigger
                .Fault.Json!.Replace("{seq}", $"{before.Seq}", StringComparison.Ordinal)
                .Replace("{epoch}", $"{before.Epoch}", StringComparison.Ordinal)
                .Replace("{cursor}", item.Cursor, StringComparison.Ordinal)
                .Replace("{turn}", before.Turn, StringComparison.Ordinal)
        );
    }
}

/// <summary>A payload of which only the bytes are known. No filter looks at it.</summary>
internal sealed record RawFrame : ControlFrame
{
    internal static readonly RawFrame Instance = new();

    /// <inheritdoc/>
    public override string Type => "raw";
}
