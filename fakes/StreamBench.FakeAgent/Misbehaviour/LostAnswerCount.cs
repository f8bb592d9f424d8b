namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>How many answers a <see cref="LostAnswer"/> has lost. Thread-safe.</summary>
internal sealed class LostAnswerCount(LostAnswer? loss)
{
    private int lost;

    /// <summary>What happens to this request, or null when all goes well.</summary>
    internal LostAnswer? Next(string request) =>
        loss?.Requests.Contains(request) == true
        && (loss.Times is not { } times || Interlocked.Increment(ref lost) <= times)
            ? loss
            : null;
}
