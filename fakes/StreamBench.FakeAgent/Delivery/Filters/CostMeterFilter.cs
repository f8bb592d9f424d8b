using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Filters;

/// <summary>
/// Counts what was said to this subscriber, one token for every four characters begun, and tells it in a <c>notice</c> after
/// each turn: the bill that a gateway would write.
/// </summary>
internal sealed class CostMeterFilter : IDeliveryFilter
{
    internal const string NoticeCode = "cost";
    private const int CharactersPerToken = 4;

    private long characters;

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        characters += item.Said switch
        {
            TextAppend append => append.Text.Length,
            ToolArgs args => args.Text.Length,
            ToolOutput output => output.Text.Length,
            _ => 0,
        };
        next.Emit(item);
        if (item.Said is TurnClose)
        {
            var tokens = (characters + CharactersPerToken - 1) / CharactersPerToken;
            characters = 0;
            AgentMeter.Tokens.Add(tokens);
            next.Emit(Outgoing.Of(new Notice { Code = NoticeCode, Message = $"{tokens} output tokens" }));
        }
    }
}
