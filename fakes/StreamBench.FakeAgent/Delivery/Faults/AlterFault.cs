using System.Text;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>
/// <c>alter</c>: the event keeps its place and cursor but says something else: the whole payload of <c>json</c>, another
/// <c>text</c>, its own text reversed, or, where it has no text, a type that nobody knows.
/// </summary>
internal sealed class AlterFault(FaultTrigger trigger) : IDeliveryFilter
{
    public void Pass(in Outgoing item, DeliveryStep next) => next.Emit(trigger.Strikes(item) ? Alter(item) : item);

    private Outgoing Alter(in Outgoing item) =>
        trigger.Fault.Json is { } json
            ? item with
            {
                Json = Encoding.UTF8.GetBytes(json),
            }
            : item.With(
                (StreamEvent)item.Payload switch
                {
                    TextAppend append => append with { Text = Another(append.Text) },
                    ToolArgs args => args with { Text = Another(args.Text) },
                    ToolOutput output => output with { Text = Another(output.Text) },
                    ItemClose { Text: { } text } close => close with { Text = Another(text) },
                    ItemReplace { Text: { } text } replace => replace with { Text = Another(text) },
                    var other => new UnknownEvent("future." + other.Type) { Seq = other.Seq, At = other.At },
                }
            );

    private string Another(string text)
    {
        if (trigger.Fault.Text is { } given)
        {
            return given;
        }

        var letters = text.ToCharArray();
        Array.Reverse(letters);
        var reversed = new string(letters);
        return reversed == text ? text + "?" : reversed;
    }
}
