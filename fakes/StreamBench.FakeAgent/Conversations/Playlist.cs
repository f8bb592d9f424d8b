using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Conversations;

/// <summary>The runs of one conversation's script, one after another. Not thread-safe: the conversation's lock guards it.</summary>
internal sealed class Playlist(Script script, double pace)
{
    private readonly Queue<Performance> waiting = new();
    private readonly Dictionary<string, Performance> owners = new(StringComparer.Ordinal);
    private int performances;

    /// <summary>The run that is being played, or the last one; null before the first.</summary>
    internal Performance? Current { get; private set; }

    /// <summary>Opens the next turn of the newest run, or, when it has none left, puts another run behind it.</summary>
    /// <returns>The turn's id.</returns>
    internal string StartTurn(UserMessage? message, TimeSpan now)
    {
        var last = waiting.LastOrDefault() ?? Current;
        if (last?.Run.StartTurn(last.Elapsed(now), message) is not { } turn)
        {
            last = new Performance(script, ++performances, pace);
            turn =
                last.Run.StartTurn(TimeSpan.Zero, message)
                ?? throw new InvalidOperationException($"script {script.Name} has no turn to play");
            waiting.Enqueue(last);
        }

        owners[turn] = last;
        return turn;
    }

    /// <summary>Notes that the present run has named a turn or an approval.</summary>
    internal void Own(string id) => owners[id] = Current!;

    /// <summary>The run that an id belongs to; the present one when nobody has named it.</summary>
    internal Performance? OwnerOf(string id) => owners.GetValueOrDefault(id) ?? Current;

    /// <summary>Takes back every approval that is pending; the decisions, which nobody has been told.</summary>
    internal IReadOnlyList<StreamEvent> Withdraw(TimeSpan now) =>
        [.. owners.Values.Distinct().SelectMany(owner => owner.Run.Withdraw(owner.Elapsed(now)))];

    /// <summary>
    /// Begins the next run once the one before has ended: their ids are apart, and their turns never mix.
    /// </summary>
    /// <returns>False when everything that was asked for has been said.</returns>
    internal bool Advance(TimeSpan now)
    {
        while (Current is null || Current.Run.Finished)
        {
            if (!waiting.TryDequeue(out var next))
            {
                return Current is null;
            }

            next.Begin(now);
            Current = next;
        }

        return true;
    }
}
