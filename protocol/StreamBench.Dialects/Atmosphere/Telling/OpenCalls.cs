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

    internal void Start(string item, string name) => calls.Add(new Open(item, name));

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

    /// <summary>The turn is closed: forgets the calls that no later turn can finish.</summary>
    internal void EndTurn(Func<string, bool> mayGoOn) => calls.RemoveAll(call => !mayGoOn(call.Item));

    private sealed class Open(string item, string name)
    {
        internal string Item => item;

        internal string Name => name;

        internal ToolResult? Result { get; set; }
    }
}
