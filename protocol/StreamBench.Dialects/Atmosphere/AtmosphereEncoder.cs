using StreamBench.Dialects.Atmosphere.Telling;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>
/// Writes Atmosphere's application frames: a session a turn, its frames numbered from 1. What the state refuses (events of closed
/// turns, unknown items) is not told, because a client could not tell it from the rest.
/// </summary>
/// <remarks>It folds the journal as it goes, and so keeps one copy of the conversation.</remarks>
internal sealed class AtmosphereEncoder : IDialectEncoder
{
    private static readonly CarriedOver Thought = new() { IsReasoning = true };

    private readonly Reducer reducer = new();
    private readonly Dictionary<string, SessionTold> sessions = new(StringComparer.Ordinal);
    private readonly List<SessionTold> open = [];
    private readonly Dictionary<string, string?> stepAgents = new(StringComparer.Ordinal);
    private long count;

    public WirePlace Place(StreamEvent happening)
    {
        var outcome = reducer.Apply(Numbered(happening)).Own;
        var changed = outcome.Kind switch
        {
            OutcomeKind.Applied => outcome.Reason is not ("no-op" or "invalid-args"), // nothing new, or no call to tell
            OutcomeKind.Diverged => outcome.Reason is "text" or "args", // the repair was taken
            _ => false,
        };
        return changed ? PlaceChange(happening) : default;
    }

    public void Write(StreamEvent happening, WirePlace place, FrameBuffer output)
    {
        if (place.Number > 0)
        {
            new FrameWriter(output, place).Write(happening);
        }
    }

    // Seq without holes whatever the journal did; snapshots and digests are the server's own business.
    private StreamEvent Numbered(StreamEvent happening)
    {
        count++;
        return happening switch
        {
            Snapshot or Checkpoint => new UnknownEvent(happening.Type) { Seq = count },
            TurnClose { Digest: not null } close => close with { Digest = null, Seq = count, Epoch = 0 },
            { Epoch: 0, Synthesised: false } when happening.Seq == count => happening,
            _ => happening with { Seq = count, Epoch = 0, Synthesised = false },
        };
    }

    private WirePlace PlaceChange(StreamEvent happening) =>
        happening switch
        {
            TurnOpen { Turn: { } turn } opened => Open(turn, opened.Resumes),
            TurnClose { Turn: { } turn } close => Close(turn, close.Status),
            Handoff { Turn: { } turn } => Next(sessions[turn]),
            ApprovalRequest request => Ask(request),
            _ when happening.Item is { } id && reducer.State.Items.TryGetValue(id, out var item) => PlaceItem(
                happening,
                item
            ),
            ItemRemove { Item: { } id } => Remove(id),
            _ => default,
        };

    private WirePlace PlaceItem(StreamEvent happening, Item item)
    {
        if (item.Role == "user" || Speaking(happening.Turn, item.Turn) is not { } session)
        {
            return default;
        }

        return (happening, item.Kind) switch
        {
            (_, ItemKind.Text or ItemKind.Reasoning) => Speak(happening, item, session),
            (ToolCall, ItemKind.Tool) => Call(item, session),
            (ToolResult result, ItemKind.Tool) => Finish(result, item, session),
            (ItemOpen, ItemKind.Element) => Next(session, 2, new() { Text = item.ElementType, Value = item.Value }),
            (ItemReplace or ElementPatch, ItemKind.Element) => Next(
                session,
                1,
                new() { Text = item.ElementType, Value = item.Value }
            ),
            (ItemOpen or ItemReplace, ItemKind.Data) => Next(session),
            (ItemOpen or ItemStatusChange, ItemKind.Status) => Step(item, session),
            _ => default,
        };
    }

    private WirePlace Open(string turn, string? resumes)
    {
        var session = new SessionTold(turn, resumes is null ? null : sessions.GetValueOrDefault(resumes));
        sessions.Add(turn, session);
        open.Add(session);
        return Next(session, 1, new() { Text = session.Run });
    }

    private WirePlace Close(string turn, string status)
    {
        var session = sessions[turn];
        open.Remove(session);
        session.Calls.EndTurn(turn, interrupted: status == TurnStatus.Interrupted);
        var (text, reasoning) = (session.Text.Rest(), session.Reasoning.Rest());
        var rest = text is null && reasoning is null ? null : new CarriedOver { Text = text, Reasoning = reasoning };
        return Next(session, 1 + (text is null ? 0 : 1) + (reasoning is null ? 0 : 1), rest);
    }

    private WirePlace Speak(StreamEvent happening, Item item, SessionTold session)
    {
        var isReasoning = item.Kind == ItemKind.Reasoning;
        var voice = isReasoning ? session.Reasoning : session.Text;
        if (item.Turn != session.Turn)
        {
            return SpeakForEarlier(happening, item, session, isReasoning);
        }

        switch (happening)
        {
            case ItemOpen { After: null }:
                voice.Open(item, voice.Count);
                return default;
            case ItemOpen:
                voice.Open(item, voice.CountBefore(reducer.State.Order, item));
                return default;
            case TextAppend append:
                var saying = voice.Append(item.Id, append.Text, append.Offset, out var told);
                return saying == Saying.Piece && told == 0 && isReasoning ? Next(session, 1, Thought)
                    : saying == Saying.Piece && told == 0 ? Next(session)
                    : Tell(saying, append.Text[told..], voice, session, isReasoning);
            case ItemReplace:
                return Tell(voice.Replace(item.Id, item.Text.Length), null, voice, session, isReasoning);
            case ItemClose { Text: not null }:
                var repaired = voice.Replace(item.Id, item.Text.Length);
                voice.Close();
                return Tell(repaired, null, voice, session, isReasoning);
            case ItemClose when voice.Close() is { } waiting:
                return Tell(Saying.Piece, waiting, voice, session, isReasoning);
            default:
                return default;
        }
    }

    // A closed session cannot speak again: the one that goes on with it says its whole text, as long as it has none of its own.
    private WirePlace SpeakForEarlier(StreamEvent happening, Item item, SessionTold session, bool isReasoning)
    {
        if (!sessions.TryGetValue(item.Turn, out var earlier) || session.Text.HasSpoken || isReasoning)
        {
            return default;
        }

        var saying = happening switch
        {
            TextAppend append => earlier.Text.Append(item.Id, append.Text, append.Offset, out _),
            ItemReplace or ItemClose { Text: not null } => earlier.Text.Replace(item.Id, item.Text.Length),
            _ => Saying.Nothing,
        };
        return saying == Saying.Nothing
            ? default
            : Next(session, 1, new() { Text = earlier.Text.Whole(), IsWhole = true });
    }

    private WirePlace Remove(string id)
    {
        foreach (var session in open)
        {
            if (session.Text.Holds(id))
            {
                var saying = session.Text.Remove(id, out var waiting);
                return Tell(saying, waiting, session.Text, session, isReasoning: false);
            }
        }

        return default;
    }

    private static WirePlace Tell(
        Saying saying,
        string? text,
        SessionVoice voice,
        SessionTold session,
        bool isReasoning
    ) =>
        (saying, isReasoning) switch
        {
            (Saying.Opening, _) => Tell(Saying.Piece, voice.Whole(), voice, session, isReasoning),
            (Saying.Piece, true) => Next(session, 1, new() { Reasoning = text, IsReasoning = true }),
            (Saying.Piece, false) => Next(session, 1, new() { Text = text }),
            (Saying.Whole, false) => Next(session, 1, new() { Text = voice.Whole(), IsWhole = true }),
            _ => default, // of reasoning only the next piece has words
        };

    // Steps have no ids: those of a fleet are told apart by who takes them.
    private WirePlace Step(Item step, SessionTold session)
    {
        if (!stepAgents.TryGetValue(step.Id, out var agent))
        {
            agent = step.Agent == reducer.State.FindTurn(session.Turn)?.Agent ? null : step.Agent;
            stepAgents.Add(step.Id, agent);
        }

        return Next(session, 1, new() { Text = step.Label, Agent = agent });
    }

    private WirePlace Call(Item tool, SessionTold session)
    {
        session.Calls.Start(tool.Id, tool.Name ?? "", tool.Turn);
        return Next(session) with { Call = CallOf(tool) };
    }

    private WirePlace Finish(ToolResult result, Item tool, SessionTold session)
    {
        var results = session.Calls.Finish(tool.Name ?? "", result);
        if (results.IsEmpty)
        {
            return default;
        }

        // Alone, it is written from the event itself.
        var carried = results.Length == 1 ? null : new CarriedOver { Results = results };
        return Next(session, results.Length, carried) with { Call = CallOf(tool) };
    }

    private WirePlace Ask(ApprovalRequest request)
    {
        var item = request.Item is { } id ? reducer.State.Items.GetValueOrDefault(id) : null;
        if (Speaking(request.Turn, item?.Turn) is not { } session)
        {
            return default;
        }

        if (item is not { Kind: ItemKind.Tool })
        {
            return Next(session);
        }

        session.Calls.Ask(item.Id);
        return Next(session) with { Call = CallOf(item) };
    }

    // An event that names no turn speaks in its item's own, or in an open one that resumes it (rule 8).
    private SessionTold? Speaking(string? turn, string? itemTurn)
    {
        var own = turn ?? itemTurn;
        foreach (var session in open)
        {
            if (session.Turn == own)
            {
                return session;
            }
        }

        return turn is not null ? null
            : itemTurn is null ? open.LastOrDefault()
            : GoingOnWith(itemTurn);
    }

    private SessionTold? GoingOnWith(string turn) => open.Find(session => session.GoesOnWith(turn));

    private static CallSoFar CallOf(Item tool) => new(tool.Id, tool.Name ?? "", tool.Args);

    private static WirePlace Next(SessionTold session, int frames = 1, CarriedOver? carried = null) =>
        new(session.Take(frames), session.Id, Carried: carried);
}
