using System.Globalization;
using StreamBench.Dialects.Telling;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Ajo;

/// <summary>
/// Reads the Ajo dialect as its published client does: a frame whose id is not greater than the last one's is dropped without a
/// word. A frame that comes twice does no harm then; one that comes late is lost, and a gap is not seen.
/// </summary>
/// <remarks>It remembers three things, whatever comes: the last id, and the names of the message and the part spoken in last.</remarks>
internal sealed class AjoDecoder : IFrameDecoder
{
    /// <summary>Most decisions read of one frame; further ones are left out.</summary>
    internal const int MostDecisions = 64;

    private readonly Retelling telling = new();
    private long last;
    private string? message;
    private string? part;

    /// <summary>Forgets nothing: ids count on over connections.</summary>
    public void StartConnection() { }

    public void Decode(in Frame frame, ICollection<Received> output)
    {
        if (frame.Data.IsEmpty)
        {
            return;
        }

        try
        {
            Read(frame.Data.Span, output);
        }
        catch (Exception e) when (WireJson.IsBadInput(e))
        {
            output.Add(WireJson.Refused(e));
        }
    }

    private void Read(ReadOnlySpan<byte> bytes, ICollection<Received> output)
    {
        var token = TokenReader<AjoToken>.Read(bytes, new KnownNames(message, part));
        if (token.IsText)
        {
            if (IsNew(token.Id))
            {
                Speak(token, output);
            }

            return;
        }

        var frame = WireJson.Parse(bytes);
        if (frame.Text("type") == AjoFrame.Error)
        {
            // An answer to this client's own message: it has no place in the conversation.
            output.Add(new Received(new Notice { Code = frame.Text("code"), Message = frame.Text("message") }, null));
            return;
        }

        var id = frame.Number("id") ?? 0;
        var events = AjoFrame.Read(frame);
        if (!IsNew(id))
        {
            return;
        }

        last = id;
        if (events.Length == 0)
        {
            output.Add(new Received(null, Cursor));
        }

        for (var i = 0; i < events.Length; i++)
        {
            telling.Add(output, events[i], i == events.Length - 1 ? Cursor : null);
        }
    }

    private bool IsNew(long id) =>
        id > 0 ? id > last : throw new FormatException("\"id\" must be a whole number from 1");

    private void Speak(in Fragment token, ICollection<Received> output)
    {
        last = token.Id;
        var text = token.Item ?? $"{token.Turn}:text";
        if (text != part || token.Turn != message)
        {
            (message, part) = (token.Turn, text);
            var open = new ItemOpen
            {
                Turn = message,
                Item = text,
                Kind = ItemKind.Text,
            };
            telling.Add(output, open); // once more for a part that is known: that changes nothing
        }

        if (token.IsAppend)
        {
            output.Add(new Received(telling.Append(token, message, text), last));
            return;
        }

        telling.Add(output, token, message, text, Cursor);
    }

    private string Cursor => last.ToString(CultureInfo.InvariantCulture);
}
