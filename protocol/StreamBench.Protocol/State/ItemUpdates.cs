using StreamBench.Protocol.Reduction;

namespace StreamBench.Protocol.State;

/// <summary>
/// Tells a client which items it has to draw again: what one event, or all since the last question, did to the list of items.
/// </summary>
/// <remarks>
/// Asking costs time in proportion to the number of items, and memory only where something changed; ask after every event, or once for
/// every screen. A snapshot rewrites every item it names. Use it where the reducer is used: neither is safe across threads.
/// </remarks>
public sealed class ItemUpdates(Reducer reducer)
{
    private readonly List<(Item Item, Item.Touches Touched)> drawn = [];

    /// <summary>
    /// What changed since the last call. Carried out one after the other on a list of items, the updates make it the list in
    /// <see cref="ConversationState.Order"/>.
    /// </summary>
    /// <returns>The updates; empty when there is nothing to draw.</returns>
    public IReadOnlyList<ItemUpdate> Take()
    {
        List<ItemUpdate>? updates = null;
        RemoveGone(ref updates);
        var order = reducer.State.Order;
        for (var i = 0; i < order.Count; i++)
        {
            Draw(order[i], i, ref updates);
        }

        return updates ?? (IReadOnlyList<ItemUpdate>)[];
    }

    private void RemoveGone(ref List<ItemUpdate>? updates)
    {
        var items = reducer.State.Items;
        for (var i = drawn.Count - 1; i >= 0; i--)
        {
            if (!items.ContainsKey(drawn[i].Item.Id))
            {
                RemoveAt(i, ref updates);
            }
        }
    }

    private void Draw(Item item, int index, ref List<ItemUpdate>? updates)
    {
        if (index == drawn.Count || drawn[index].Item.Id != item.Id)
        {
            // A snapshot may bring an item that was drawn further down.
            if (drawn.FindIndex(index, one => one.Item.Id == item.Id) is >= 0 and var before)
            {
                RemoveAt(before, ref updates);
            }

            drawn.Insert(index, (item, item.Touched));
            (updates ??= []).Add(new ItemUpdate(ItemChange.Added, item.Id, index));
        }
        else if (drawn[index].Item != item || drawn[index].Touched != item.Touched)
        {
            drawn[index] = (item, item.Touched);
            (updates ??= []).Add(new ItemUpdate(ItemChange.Changed, item.Id, index));
        }
    }

    private void RemoveAt(int index, ref List<ItemUpdate>? updates)
    {
        (updates ??= []).Add(new ItemUpdate(ItemChange.Removed, drawn[index].Item.Id, index));
        drawn.RemoveAt(index);
    }
}
