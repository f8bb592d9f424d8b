using StreamBench.Dialects.Tests.Laws;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Mutants.Decoders;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Mutants;

/// <summary>Decoders with a planted bug: the comparison of final states finds each, where the honest decoder passes.</summary>
public sealed class MutantTests
{
    private static readonly Dictionary<string, Func<IFrameDecoder>> Mutants = new(StringComparer.Ordinal)
    {
        [nameof(AjoTakesRepeats)] = () => new AjoTakesRepeats(),
        [nameof(AjoForgetsAtReconnect)] = () => new AjoForgetsAtReconnect(),
        [nameof(AjoForgetsApprovals)] = () => new AjoForgetsApprovals(),
        [nameof(AjoClosesAtEof)] = () => new AjoClosesAtEof(),
        [nameof(ConvobaseJoinsCalls)] = () => new ConvobaseJoinsCalls(),
        [nameof(ConvobaseSwallowsErrors)] = () => new ConvobaseSwallowsErrors(),
        [nameof(ConvobaseResumesTooEarly)] = () => new ConvobaseResumesTooEarly(),
        [nameof(ConvobaseForgetsAtReconnect)] = () => new ConvobaseForgetsAtReconnect(),
        [nameof(AtmosphereTakesRepeats)] = () => new AtmosphereTakesRepeats(),
        [nameof(AtmospherePairsTheNewest)] = () => new AtmospherePairsTheNewest(),
        [nameof(AtmosphereKeepsItsSession)] = () => new AtmosphereKeepsItsSession(),
        [nameof(AtmosphereIgnoresRepairs)] = () => new AtmosphereIgnoresRepairs(),
        [nameof(AtmosphereShowsRunsAgain)] = () => new AtmosphereShowsRunsAgain(),
        [nameof(AtmosphereNumbersRunsAsSessions)] = () => new AtmosphereNumbersRunsAsSessions(),
    };

    [Theory]
    [InlineData(nameof(AjoTakesRepeats), "ajo", "s-hello", WireFault.Duplicates)]
    [InlineData(nameof(AjoForgetsAtReconnect), "ajo", "s-hello", WireFault.ReplayFromStart)]
    [InlineData(nameof(AjoForgetsApprovals), "ajo", "s-appr", WireFault.None)]
    [InlineData(nameof(AjoClosesAtEof), "ajo", "s-hello", WireFault.ReplayAfterCursor)]
    [InlineData(nameof(ConvobaseJoinsCalls), "convobase", "s-par", WireFault.None)]
    [InlineData(nameof(ConvobaseSwallowsErrors), "convobase", "s-fail", WireFault.None)]
    [InlineData(nameof(ConvobaseResumesTooEarly), "convobase", "s-hello", WireFault.ReplayAfterCursor)]
    [InlineData(nameof(ConvobaseForgetsAtReconnect), "convobase", "s-hello", WireFault.ReplayAfterCursor)]
    [InlineData(nameof(AtmosphereTakesRepeats), "atmosphere", "s-hello", WireFault.Duplicates)]
    [InlineData(nameof(AtmospherePairsTheNewest), "atmosphere", "s-par", WireFault.None)]
    [InlineData(nameof(AtmosphereKeepsItsSession), "atmosphere", "s-two", WireFault.None)]
    [InlineData(nameof(AtmosphereIgnoresRepairs), "atmosphere", "s-edit", WireFault.None)]
    [InlineData(nameof(AtmosphereShowsRunsAgain), "atmosphere", "s-tool", WireFault.ReplayOfRun)]
    [InlineData(nameof(AtmosphereNumbersRunsAsSessions), "atmosphere", "s-hello", WireFault.LossAndReplayOfRun)]
    public void A_planted_bug_shows_in_the_final_state(string mutant, string name, string script, WireFault fault)
    {
        var dialect = DialectList.Find(name)!;
        var journal = ScriptPlay.Events(ShippedScripts.Find(script)!);
        var frames = DialectLog.Encode(dialect, journal);
        var expected = Content.Expected(dialect, journal);

        var honest = Content.Of(fault.Receive(frames, dialect.NewDecoder()));
        var broken = Content.Of(fault.Receive(frames, Mutants[mutant]()));

        Content.Text(honest).ShouldBe(expected);
        Content.Text(broken).ShouldNotBe(expected);
    }

    [Theory]
    [InlineData("ajo", WireFault.Duplicates)]
    [InlineData("ajo", WireFault.ReplayAfterCursor)]
    [InlineData("ajo", WireFault.ReplayFromStart)]
    [InlineData("convobase", WireFault.ReplayAfterCursor)]
    [InlineData("atmosphere", WireFault.Duplicates)]
    [InlineData("atmosphere", WireFault.ReplayOfRun)]
    public void An_honest_decoder_stands_every_script_under_its_fault(string name, WireFault fault)
    {
        var dialect = DialectList.Find(name)!;
        foreach (var script in ShippedScripts.Names)
        {
            var journal = ScriptPlay.Events(ShippedScripts.Find(script)!);

            var arrived = Content.Of(fault.Receive(DialectLog.Encode(dialect, journal), dialect.NewDecoder()));

            Content.Text(arrived).ShouldBe(Content.Expected(dialect, journal), script);
        }
    }
}
