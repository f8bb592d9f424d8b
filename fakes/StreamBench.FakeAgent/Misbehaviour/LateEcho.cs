using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>
/// Remembers the turn that closed last and makes the events that a confused server still sends for it once the next turn
/// has opened. They are journalled like any other: a correct reducer finds them stale.
/// </summary>
internal sealed class LateEcho
{
    private string? item;
    private string? openItem;
    private string? closedTurn;

    /// <summary>What follows <paramref name="happening"/>: nothing, unless it opens a turn after another one.</summary>
    internal IEnumerable<StreamEvent> After(StreamEvent happening, int count)
    {
        switch (happening)
        {
            case ItemOpen { Kind: ItemKind.Text, Role: null or "assistant" } opened:
                openItem = opened.Item;
                break;
            case TurnClose closed:
                (closedTurn, item) = (closed.Turn, openItem);
                break;
            case TurnOpen when closedTurn is not null:
                return Late(count, closedTurn);
        }

        return [];
    }

    private IEnumerable<StreamEvent> Late(int count, string turn)
    {
        for (var i = 1; i < count && item is not null; i++)
        {
            yield return new TextAppend
            {
                Turn = turn,
                Item = item,
                Text = " (late)",
            };
        }

        if (count > 0)
        {
            yield return new TurnClose { Turn = turn, Status = TurnStatus.Completed };
        }
    }
}
