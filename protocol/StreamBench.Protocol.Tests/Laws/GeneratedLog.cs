using System.Globalization;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.Protocol.Tests.Laws;

/// <summary>
/// A complete and lawful event log grown from a list of choices: the n-th choice picks the n-th thing that happens among
/// those that make sense then. Shrinking the list shrinks the log.
/// </summary>
internal sealed class GeneratedLog
{
    private const int MostEvents = 100; // with what closes them below the 256 that a reducer holds, so that any permutation can be held

    private static readonly string[] Texts = ["", "Hi ", "é", "👋", "\ud83d", "\ude00", "<b>&\"\\\n", "0"];

    private readonly List<StreamEvent> events = [];
    private readonly Reducer server = new();
    private readonly List<string> openTurns = [];
    private readonly List<(string Turn, string Item, string Kind)> openItems = [];
    private readonly List<string> openApprovals = [];
    private int turns;
    private int items;
    private int lines;
    private int agents;

    private GeneratedLog() { }

    internal static List<StreamEvent> From(int[] choices)
    {
        var log = new GeneratedLog();
        foreach (var choice in choices)
        {
            if (log.events.Count < MostEvents)
            {
                log.Step((int)((uint)choice % 1024));
            }
        }

        log.Finish();
        return log.events;
    }

    private void Step(int choice)
    {
        var detail = choice / 16;
        switch (choice % 16)
        {
            case 0:
                OpenTurn(detail);
                break;
            case 1:
            case 2:
                OpenItem(detail);
                break;
            case 3 when openTurns.Count > 1:
                CloseTurn(openTurns[detail % openTurns.Count], detail);
                break;
            case 4:
                Add(new JournalLine { N = ++lines, Entry = Json($"{{\"n\":{lines},\"e\":1e{detail % 30} }}") });
                break;
            case 5:
                Add(new AgentSpawn { Agent = Name("a", ++agents), Parent = agents > 1 ? Name("a", agents - 1) : null });
                break;
            case 6 when openTurns.Count > 0:
                Add(
                    new Handoff
                    {
                        Turn = openTurns[^1],
                        From = "a1",
                        To = Name("a", 1 + detail % 3),
                    }
                );
                break;
            case 7 when openApprovals.Count > 0:
                Decide(detail);
                break;
            case 8 when server.Missing is null && Digest() is { } digest:
                Add(new Checkpoint { Digest = digest });
                break;
            case 9 when Digest() is { } digest:
                Add(new Snapshot { State = server.ToStateJson(), Digest = digest });
                break;
            case 10:
                Add(new UnknownEvent("future.event") { Unknown = Json($"{{\"x\":{detail} }}") });
                break;
            default:
                TouchItem(detail);
                break;
        }
    }

    private void OpenTurn(int detail)
    {
        var id = Name("T", ++turns);
        Add(
            new TurnOpen
            {
                Turn = id,
                Agent = detail % 3 == 0 ? null : "a1",
                Resumes = Earlier(detail, 4),
                Replaces = Earlier(detail, 7),
            }
        );
        openTurns.Add(id);
    }

    private string? Earlier(int detail, int every) =>
        turns > 1 && detail % every == 0 ? Name("T", 1 + detail % (turns - 1)) : null;

    private void OpenItem(int detail)
    {
        if (openTurns.Count == 0)
        {
            OpenTurn(1);
        }

        var kind = (detail % 6) switch
        {
            0 or 1 => ItemKind.Text,
            2 or 3 => ItemKind.Tool,
            4 => ItemKind.Element,
            _ => ItemKind.Status,
        };
        var open = new ItemOpen
        {
            Turn = openTurns[detail % openTurns.Count],
            Item = Name("m", ++items),
            Kind = kind,
            Name = kind == ItemKind.Tool ? "lookup" : null,
            After = openItems.Count > 0 && detail % 5 == 0 ? openItems[0].Item : null,
            ElementType = kind == ItemKind.Element ? "table" : null,
            Value = kind == ItemKind.Element ? Json("""{"rows":[]}""") : default,
            Label = kind == ItemKind.Status ? "working" : null,
        };
        Add(open);
        openItems.Add((open.Turn, open.Item, kind));
    }

    private void TouchItem(int detail)
    {
        if (openItems.Count == 0)
        {
            OpenItem(detail);
            return;
        }

        var (turn, id, kind) = openItems[detail % openItems.Count];
        var text = Texts[detail % Texts.Length];
        switch (kind)
        {
            case ItemKind.Text when detail % 7 == 0:
                Add(
                    new ItemReplace
                    {
                        Turn = turn,
                        Item = id,
                        Text = text,
                    }
                );
                break;
            case ItemKind.Text:
                Add(
                    new TextAppend
                    {
                        Turn = turn,
                        Item = id,
                        Text = text,
                        Offset = server.State.Items[id].Text.Length,
                    }
                );
                break;
            case ItemKind.Element:
                Add(
                    new ElementPatch
                    {
                        Turn = turn,
                        Item = id,
                        Patch = Json($$"""[{"op":"add","path":"/rows/-","value":{{detail}} }]"""),
                    }
                );
                break;
            case ItemKind.Status:
                Add(
                    new ItemStatusChange
                    {
                        Turn = turn,
                        Item = id,
                        Status = detail % 2 == 0 ? ItemStatus.Running : ItemStatus.Done,
                        Label = "step",
                    }
                );
                break;
            default:
                TouchTool(turn, id, detail);
                break;
        }
    }

    private void TouchTool(string turn, string id, int detail)
    {
        var tool = server.State.Items[id];
        if (tool.Args.ValueKind != JsonValueKind.Undefined && tool.Status == ItemStatus.Running)
        {
            Add(
                detail % 2 == 0
                    ? new ToolOutput
                    {
                        Turn = turn,
                        Item = id,
                        Text = "out",
                    }
                    : new ToolResult
                    {
                        Turn = turn,
                        Item = id,
                        Result = Json("[1.0,null]"),
                        IsError = detail % 3 == 0,
                    }
            );
        }
        else if (tool.Status == ItemStatus.Pending && tool.ArgsText.Length < 10)
        {
            var whole = """{"n":1e21}""";
            var (from, length) = (tool.ArgsText.Length, Math.Min(1 + detail % 4, 10 - tool.ArgsText.Length));
            Add(
                new ToolArgs
                {
                    Turn = turn,
                    Item = id,
                    Text = whole.Substring(from, length),
                    Offset = from,
                }
            );
        }
        else if (tool.Status == ItemStatus.Pending && detail % 3 == 0)
        {
            Add(
                new ApprovalRequest
                {
                    Approval = Name("p", detail + events.Count),
                    Item = id,
                    Turn = turn,
                    Prompt = "Go?",
                }
            );
            openApprovals.Add(((ApprovalRequest)events[^1]).Approval);
        }
        else if (tool.Status == ItemStatus.Pending)
        {
            Add(new ToolCall { Turn = turn, Item = id });
        }
    }

    private void Decide(int detail)
    {
        Add(
            new ApprovalDecision
            {
                Approval = openApprovals[0],
                Decision = detail % 2 == 0 ? Decisions.Approved : Decisions.Rejected,
            }
        );
        openApprovals.RemoveAt(0);
    }

    private void CloseTurn(string turn, int detail)
    {
        Add(new TurnClose { Turn = turn, Status = detail % 3 == 0 ? TurnStatus.Interrupted : TurnStatus.Completed });
        openTurns.Remove(turn);
        openItems.RemoveAll(item => item.Turn == turn);
    }

    // Halves of emojis are mended, so that the end has a digest.
    private void Finish()
    {
        foreach (var (turn, id, _) in openItems.Where(item => item.Kind == ItemKind.Text).ToArray())
        {
            Add(
                new ItemReplace
                {
                    Turn = turn,
                    Item = id,
                    Text = "mended",
                }
            );
        }

        while (openTurns.Count > 0)
        {
            CloseTurn(openTurns[0], 1);
        }

        foreach (
            var item in server
                .State.Order.Where(item => item.Kind == ItemKind.Text && item.Text.Any(char.IsSurrogate))
                .ToArray()
        )
        {
            var turn = Name("T", ++turns);
            Add(new TurnOpen { Turn = turn, Resumes = item.Turn });
            Add(
                new ItemReplace
                {
                    Turn = turn,
                    Item = item.Id,
                    Text = "mended",
                }
            );
            Add(new TurnClose { Turn = turn, Status = TurnStatus.Completed });
        }
    }

    private string? Digest()
    {
        try
        {
            return server.Digest();
        }
        catch (FormatException)
        {
            return null; // a text ends in half an emoji just now
        }
    }

    private void Add(StreamEvent happening)
    {
        happening = happening with { Seq = events.Count + 1, Epoch = 1, At = 1_700_000_000_000 + events.Count };
        server.Apply(happening);
        events.Add(happening);
    }

    private static string Name(string prefix, int n) => prefix + n.ToString(CultureInfo.InvariantCulture);

    private static JsonElement Json(string json) => JsonElement.Parse(json);
}
