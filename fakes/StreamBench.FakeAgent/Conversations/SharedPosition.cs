namespace StreamBench.FakeAgent.Conversations;

/// <summary>The one place in a journal that readers share when they steal from each other.</summary>
internal sealed class SharedPosition
{
    internal Lock Gate { get; } = new();

    internal int Epoch { get; set; }

    internal long AfterSeq { get; set; }
}
