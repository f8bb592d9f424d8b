using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>
/// An item as an event may change it: with what a resuming turn or a taken-back time-out would make of it. Nothing changes
/// until a rule has decided to apply and calls <see cref="Enter"/>.
/// </summary>
internal readonly ref struct ItemScope(Item item, bool resumed)
{
    internal Item Item => item;

    internal bool Closed => !resumed && (item.BeforeSynthesis?.Closed ?? item.Closed);

    internal string Status => item.BeforeSynthesis?.Status ?? item.Status;

    internal void Enter()
    {
        if (item.BeforeSynthesis is { } before)
        {
            // The server speaks again: what the client's own time-out changed here is taken back (rule 2).
            (item.Closed, item.Status) = before;
            item.BeforeSynthesis = null;
        }

        if (resumed)
        {
            item.Closed = false; // the resuming turn goes on with it, and closes it in the end
        }
    }
}
