namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>Which requests a list of refusals has seen and turned away. Thread-safe.</summary>
internal sealed class RefusalCount(IReadOnlyList<Refusal> refusals)
{
    private readonly Lock gate = new();
    private readonly int[] refused = new int[refusals.Count];
    private int requests;
    private int streams;

    /// <summary>The refusal to answer with, or null when the request is let in.</summary>
    internal Refusal? Next(bool isStream)
    {
        if (refusals.Count == 0)
        {
            return null;
        }

        lock (gate)
        {
            requests++;
            streams += isStream ? 1 : 0;
            for (var i = 0; i < refusals.Count; i++)
            {
                if (Hits(refusals[i], isStream) && refused[i] < (refusals[i].Times ?? int.MaxValue))
                {
                    refused[i]++;
                    return refusals[i];
                }
            }

            return null;
        }
    }

    private bool Hits(Refusal refusal, bool isStream) =>
        refusal.Requests switch
        {
            RefusedRequests.Streams => isStream && streams >= refusal.From,
            RefusedRequests.Commands => !isStream && requests - streams >= refusal.From,
            _ => requests >= refusal.From,
        };
}
