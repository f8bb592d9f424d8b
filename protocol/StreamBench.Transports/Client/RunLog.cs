using System.Collections.Immutable;
using StreamBench.Protocol.Reduction;

namespace StreamBench.Transports.Client;

/// <summary>Collects the evidence of a run. Thread-safe: requests come from callers, events from the reading loop.</summary>
internal sealed class RunLog(TimeProvider time)
{
    /// <summary>Most records kept of each sort; the oldest goes first.</summary>
    internal const int MaxRecords = 1024;

    private readonly Lock gate = new();
    private readonly long started = time.GetTimestamp();
    private readonly Queue<ConnectionRecord> connections = new();
    private readonly Queue<RequestRecord> requests = new();
    private readonly Queue<SurfacedError> errors = new();
    private readonly HashSet<(string, string)> seen = [];
    private readonly Dictionary<OutcomeKind, long> outcomes = [];

    internal TimeSpan Now => time.GetElapsedTime(started);

    internal void Add(ConnectionRecord record) => Add(connections, record);

    internal void Add(RequestRecord record) => Add(requests, record);

    internal void Count(in Outcomes all)
    {
        lock (gate)
        {
            for (var i = 0; i < all.Count; i++)
            {
                var kind = all[i].Kind;
                outcomes[kind] = outcomes.GetValueOrDefault(kind) + 1;
            }
        }
    }

    /// <summary>Shows an error once, however often it comes.</summary>
    internal void Surface(SurfacedError error)
    {
        lock (gate)
        {
            if (seen.Count < MaxRecords && seen.Add((error.Code, error.Message)))
            {
                errors.Enqueue(error);
            }
        }
    }

    internal ClientObservation Conclude(ClientOutcome outcome, string? code, ConversationFold fold)
    {
        lock (gate)
        {
            var state = fold.Reducer.State;
            return new ClientObservation
            {
                Outcome = outcome,
                Code = code,
                Digest = fold.Digest(),
                State = fold.Reducer.ToStateJson(),
                Cursor = fold.Cursor,
                LastSeq = state.LastSeq,
                InputEnabled = state.InputEnabled,
                HasDiverged = outcomes.GetValueOrDefault(OutcomeKind.Diverged) > 0,
                Outcomes = outcomes.ToImmutableSortedDictionary(),
                Connections = [.. connections],
                Requests = [.. requests],
                // What the client got over by itself is no longer on the screen.
                Errors = [.. errors.Where(error => !error.IsRetryable || outcome != ClientOutcome.Ok)],
            };
        }
    }

    private void Add<T>(Queue<T> records, T record)
    {
        lock (gate)
        {
            if (records.Count == MaxRecords)
            {
                records.Dequeue();
            }

            records.Enqueue(record);
        }
    }
}
