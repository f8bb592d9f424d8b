using System.Globalization;
using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Tests.Laws;

/// <summary>
/// A conversation in which one turn is open at a time and one item is spoken in at a time, grown from a list of choices: what every
/// dialect can be asked to tell. Shrinking the list shrinks the conversation.
/// </summary>
internal sealed class SequentialConversation
{
    private const string Words = "é👋 <b>&\"\\\n\0 data: {\"type\":\"done\"} 👩‍👩‍👧‍👦 \u2028\r\n";

    private static readonly string[] Ends =
    [
        TurnStatus.Completed,
        TurnStatus.Failed,
        TurnStatus.Interrupted,
        TurnStatus.Cancelled,
        TurnStatus.TimedOut,
    ];

    private readonly List<StreamEvent> events = [];
    private readonly List<string> calls = [];
    private readonly List<string> questions = [];
    private string? turn;
    private int turns;
    private int items;

    private readonly bool ownToolNames;

    private SequentialConversation(bool ownToolNames) => this.ownToolNames = ownToolNames;

    /// <summary>Grows a conversation.</summary>
    /// <param name="choices">What happens.</param>
    /// <param name="ownToolNames">Whether each call is one of a tool of its own: a wire without ids cannot tell others apart.</param>
    internal static List<StreamEvent> From(int[] choices, bool ownToolNames = false)
    {
        var conversation = new SequentialConversation(ownToolNames);
        foreach (var choice in choices)
        {
            conversation.Step((int)((uint)choice % 4096));
        }

        conversation.CloseTurn(0);
        return conversation.events;
    }

    private void Step(int choice)
    {
        var detail = choice / 8;
        OpenTurn(detail);
        switch (choice % 8)
        {
            case 0 or 1 or 2:
                Speak(detail);
                break;
            case 3 or 4:
                Call(detail);
                break;
            case 5 when calls.Count > 0:
                Ask(calls[detail % calls.Count]);
                break;
            case 6 when questions.Count > 0:
                Decide(questions[0], detail);
                break;
            case 6 when calls.Count > 0:
                Answer(calls[detail % calls.Count], detail);
                break;
            case 7:
                CloseTurn(detail);
                break;
        }
    }

    private void OpenTurn(int detail)
    {
        if (turn is null)
        {
            var resumes = turns > 0 && detail % 3 == 0 ? Name("t", turns) : null;
            turn = Name("t", ++turns);
            Add(new TurnOpen { Resumes = resumes });
        }
    }

    // Each bit of the detail cuts the text after one code unit, so that halves of a surrogate pair come apart.
    private void Speak(int detail)
    {
        var item = OpenItem(ItemKind.Text, null);
        var (start, length) = (detail % Words.Length, detail % 13);
        var text = WholeCharacters(Words.Substring(start, Math.Min(length, Words.Length - start)));
        var from = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || (detail >> (i % 9) & 1) == 1)
            {
                Add(
                    new TextAppend
                    {
                        Item = item,
                        Text = text[from..i],
                        Offset = detail % 2 == 0 ? from : null,
                    }
                );
                from = i;
            }
        }

        if (detail % 3 == 0)
        {
            Add(new ItemClose { Item = item, Text = detail % 2 == 0 ? text : null });
        }
    }

    // A whole text that begins or ends in half a pair has no canonical form, so nothing can be said about it.
    private static string WholeCharacters(string text)
    {
        var from = text.Length > 0 && char.IsLowSurrogate(text[0]) ? 1 : 0;
        var to = text.Length > from && char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
        return text[from..to];
    }

    private void Call(int detail)
    {
        var item = OpenItem(ItemKind.Tool, ownToolNames ? Name("lookup", items) : "lookup");
        var args = $$"""{"n":{{detail}},"s":"é👋"}""";
        var cut = detail % args.Length;
        Add(new ToolArgs { Item = item, Text = args[..cut] });
        if (detail % 5 == 0)
        {
            return; // never called, and cut off where it stands
        }

        Add(new ToolArgs { Item = item, Text = args[cut..] });
        Add(new ToolCall { Item = item, Args = detail % 2 == 0 ? JsonElement.Parse(args) : default });
        calls.Add(item);
    }

    private void Ask(string item)
    {
        questions.Add(Name("q", events.Count));
        Add(
            new ApprovalRequest
            {
                Approval = questions[^1],
                Item = item,
                Prompt = "Go?",
            }
        );
    }

    private void Decide(string question, int detail)
    {
        questions.RemoveAt(0);
        string[] words = [Decisions.Approved, Decisions.Rejected, Decisions.Edited, Decisions.Expired];
        var decision = words[detail % words.Length];
        Add(
            new ApprovalDecision
            {
                Approval = question,
                Decision = decision,
                EditedArgs = decision == Decisions.Edited ? JsonElement.Parse("{}") : default,
            },
            withTurn: false
        );
    }

    private void Answer(string item, int detail) =>
        Add(
            new ToolResult
            {
                Item = item,
                Result = JsonElement.Parse("[1.0,null]"),
                IsError = detail % 3 == 0,
            }
        );

    private void CloseTurn(int detail)
    {
        if (turn is not null)
        {
            var status = Ends[detail % Ends.Length];
            var error =
                status == TurnStatus.Failed && detail % 2 == 0 ? new ErrorInfo("overloaded", "Too much.") : null;
            Add(new TurnClose { Status = status, Error = error });
            turn = null;
        }
    }

    private string OpenItem(string kind, string? name)
    {
        var item = Name("i", ++items);
        Add(
            new ItemOpen
            {
                Item = item,
                Kind = kind,
                Name = name,
            }
        );
        return item;
    }

    private void Add(StreamEvent happening, bool withTurn = true) =>
        events.Add(happening with { Seq = events.Count + 1, Epoch = 1, Turn = withTurn ? turn : null });

    private static string Name(string prefix, int n) => prefix + n.ToString(CultureInfo.InvariantCulture);
}
