using System.Collections.Immutable;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.FaultProxy.Rules;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;
using StreamBench.Transports.Client;

namespace StreamBench.Conformance.Sweeps;

/// <summary>A script with what must come of it once a user has said <see cref="Message"/>: the fold of its undisturbed journal, every approval approved.</summary>
public sealed class SweepScript
{
    // Prime to the sizes of events, so that the cuts fall on all kinds of places in them.
    private const int FewestBytes = 1_201;
    private const int ByteStep = 67;
    private const int ByteCuts = 40;

    private readonly ImmutableArray<bool> turnOpenAfter;

    /// <summary>Plays <paramref name="script"/> without a network.</summary>
    public SweepScript(string name, Script script)
    {
        (Name, Script) = (name, script);
        var reducer = new Reducer();
        var open = ImmutableArray.CreateBuilder<bool>();
        open.Add(true); // before the first event nothing is answered
        foreach (
            var happening in ScriptPlay.Events(script, message: new UserMessage(Message.Text, Message.ClientMessageId))
        )
        {
            reducer.Apply(happening);
            open.Add(!reducer.State.InputEnabled || happening is not TurnClose);
        }

        turnOpenAfter = open.ToImmutable();
        Expected = reducer.State;
        Digest = reducer.Digest();
    }

    /// <summary>What begins each run.</summary>
    public static ChatMessage Message { get; } = new("go", "m1");

    /// <summary>The script's name in reports.</summary>
    public string Name { get; }

    /// <summary>What the fake agent plays.</summary>
    public Script Script { get; }

    /// <summary>The state that every client has to end in.</summary>
    public ConversationState Expected { get; }

    /// <summary>Its digest.</summary>
    public string Digest { get; }

    /// <summary>Seq of the last event.</summary>
    public int Events => turnOpenAfter.Length - 1;

    /// <summary>Cuts for a proxy that knows bytes only. Each lets an answer's head and some events through, so that a client gets on.</summary>
    public static IEnumerable<SweepCut> CutsByBytes() =>
        Enumerable
            .Range(0, ByteCuts)
            .Select(i => new SweepCut(CutKind.Fin, FewestBytes + (i * ByteStep), InsideTurn: false) { InBytes = true });

    /// <summary>Every cut of a sweep: after each event from 0 to the last, in each way.</summary>
    public IEnumerable<SweepCut> Cuts(params IReadOnlyList<CutKind> ways)
    {
        foreach (var how in ways)
        {
            for (var after = 0; after <= Events; after++)
            {
                // The last close of a script that goes on with another turn is no end either.
                yield return new SweepCut(how, after, InsideTurn: after < Events || turnOpenAfter[after]);
            }
        }
    }
}
