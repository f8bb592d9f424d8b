using System.Collections.Immutable;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Atmosphere.Telling;

/// <summary>
/// The calls that a client takes to be open. The wire has no ids for calls, and a client gives a result to the oldest open call of
/// that name: so a result waits until every older call of its name has got its own.
/// </summary>
internal sealed class OpenCalls
{
    private readonly List<Open> calls = [];

    internal void Start(string item, string name, string turn) => calls.Add(new Open(item, name, turn));

    /// <summary>A person is asked about this call; a client never learns the answer.</summary>
    internal void Ask(string item)
    {
        if (calls.Find(call => call.Item == item) is { } asked)
        {
            asked.Waits = true;
        }
    }

    /// <summary>The results that may be told now, in the order of their calls.</summary>
    internal ImmutableArray<ToolResult> Finish(string name, ToolResult result)
    {
        if (calls.Find(call => call.Item == result.Item) is not { } finished)
        {
            return [];
        }

        finished.Result = result;
        var told = ImmutableArray.CreateBuilder<ToolResult>(1);
        while (calls.Find(call => call.Name == name) is { Result: { } next } oldest)
        {
            told.Add(next);
            calls.Remove(oldest);
        }

        return told.ToImmutable();
    }

    /// <summary>The turn is closed: its calls are over, except those that wait for a person where it was interrupted.</summary>
    internal void EndTurn(string turn, bool interrupted) =>
        calls.RemoveAll(call => call.Turn == turn && !(interrupted && call.Waits));

    private sealed class Open(string item, string name, string turn)
    {
        internal string Item => item;

        internal string Name => name;

        internal string Turn => turn;

        internal bool Waits { get; set; }

        internal ToolResult? Result { get; set; }
    }
}
