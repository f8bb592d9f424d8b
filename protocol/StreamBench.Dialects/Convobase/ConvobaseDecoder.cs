using System.Text.Json;
using StreamBench.Dialects.Telling;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Convobase;

/// <summary>
/// Reads the Convobase dialect. Turns and texts open with the first frame that speaks in them; the resume point is the frame's own
/// id, where the endpoint gives any. Nothing tells a frame that comes twice from a new one.
/// </summary>
/// <remarks>It remembers the turn and the text spoken in last and three counters, whatever comes.</remarks>
internal sealed class ConvobaseDecoder : IFrameDecoder
{
    private readonly Retelling telling = new();
    private string? turn;
    private string? text;
    private int turns;
    private int texts;
    private int calls;

    /// <summary>Forgets nothing: the turn goes on over connections.</summary>
    public void StartConnection() { }

    public void Decode(in Frame frame, ICollection<Received> output)
    {
        if (frame.Data.IsEmpty)
        {
            return;
        }

        try
        {
            var token = TokenReader<ConvobaseToken>.Read(frame.Data.Span, new KnownNames(turn, text));
            if (token.IsText)
            {
                Speak(token, frame.Id, output);
            }
            else
            {
                Read(WireJson.Parse(frame.Data.Span), frame.Id, output);
            }
        }
        catch (Exception e) when (WireJson.IsBadInput(e))
        {
            output.Add(WireJson.Refused(e));
        }
    }

    private void Speak(in Fragment token, string? cursor, ICollection<Received> output)
    {
        OpenTurn(token.Turn, token.Resumes, output);
        if (text is null || (token.Item is not null && token.Item != text))
        {
            text = token.Item ?? $"text:{++texts}";
            var open = new ItemOpen
            {
                Turn = turn,
                Item = text,
                Kind = ItemKind.Text,
            };
            telling.Add(output, open); // once more for a text that is known: that changes nothing
        }

        telling.Add(output, token, turn, text, cursor);
    }

    private void Read(JsonElement frame, string? cursor, ICollection<Received> output)
    {
        var metadata = frame.Member("metadata");
        var (named, resumes) = (metadata.Text("turn"), metadata.Text("resumes"));
        switch (frame.Text("type"))
        {
            case ConvobaseFrame.FunctionCall:
                var call = ConvobaseFrame.ReadCall(frame);
                OpenTurn(named, resumes, output);
                Call(call.Name, call.Args, cursor, output);
                break;
            case ConvobaseFrame.Error:
                var error = WireJson.Error(frame);
                OpenTurn(named, resumes, output);
                Fail(error, cursor, output);
                break;
            case ConvobaseFrame.Done when named is not null || turn is not null:
                OpenTurn(named, resumes, output);
                Close(new TurnClose { Status = metadata.Text("status") ?? TurnStatus.Completed }, cursor, output);
                break;
            case null:
                throw new FormatException("\"type\" must be a string");
            default:
                if (cursor is not null)
                {
                    output.Add(new Received(null, cursor)); // a done with nothing to end, or a type of another version
                }

                break;
        }
    }

    private void OpenTurn(string? named, string? resumes, ICollection<Received> output)
    {
        if (turn is null || (named is not null && named != turn))
        {
            (turn, text) = (named ?? $"turn:{++turns}", null);
            telling.Add(output, new TurnOpen { Turn = turn, Resumes = resumes });
        }
    }

    private void Call(string name, JsonElement args, string? cursor, ICollection<Received> output)
    {
        var open = new ItemOpen
        {
            Turn = turn,
            Item = $"call:{++calls}",
            Kind = ItemKind.Tool,
            Name = name,
        };
        telling.Add(output, open);
        var call = new ToolCall
        {
            Turn = turn,
            Item = open.Item,
            Args = args,
        };
        telling.Add(output, call, cursor);
    }

    private void Fail(ErrorInfo? error, string? cursor, ICollection<Received> output)
    {
        if (error is not null)
        {
            var told = new StreamError
            {
                Turn = turn,
                Scope = "turn",
                Code = error.Code,
                Message = error.Message ?? "",
                Retryable = error.Retryable,
            };
            telling.Add(output, told);
        }

        Close(new TurnClose { Status = TurnStatus.Failed, Error = error }, cursor, output);
    }

    private void Close(TurnClose close, string? cursor, ICollection<Received> output)
    {
        telling.Add(output, close with { Turn = turn }, cursor);
        (turn, text) = (null, null);
    }
}
