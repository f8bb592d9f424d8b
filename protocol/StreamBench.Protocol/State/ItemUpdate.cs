namespace StreamBench.Protocol.State;

/// <summary>One step of bringing a drawn list of items up to date.</summary>
/// <param name="Change">What happened to the item.</param>
/// <param name="Item">The server's id of the item.</param>
/// <param name="Index">Its place in the list, from 0: where it is put, where it stands, or where it stood.</param>
public readonly record struct ItemUpdate(ItemChange Change, string Item, int Index);

/// <summary>What happened to an item.</summary>
public enum ItemChange
{
    /// <summary>It is new at its place.</summary>
    Added,

    /// <summary>Something about it is new.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Removed,
}
