namespace StreamBench.FakeAgent.Conversations;

/// <summary>
/// What the agenda keeps of an item: a due time may lie minutes ahead, and what is over must not be kept in memory until then.
/// </summary>
internal sealed class Appointment(IAgendaItem item) : IAgendaItem
{
    private volatile IAgendaItem? item = item;

    /// <summary>Lets go of the item; what is due of it is no longer done.</summary>
    internal void Cancel() => item = null;

    TimeSpan? IAgendaItem.Run(TimeSpan now) => item?.Run(now);
}
