using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Running;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Planning;

/// <summary>
/// The positions of a sweep over events in a dialect: the frames that end an event, by their number, and 0 for the moment before the
/// first. A case gives its bounds in events.
/// </summary>
internal static class FramePositions
{
    internal static IEnumerable<PlannedRun> Of(PlannedRun cell, Sweep sweep, PlanOptions options)
    {
        var facts = ScriptFacts.Of(ShippedScripts.Find(cell.Script)!);
        var frames = facts.Frames(cell.Spoken);
        var last = sweep.To < 0 ? facts.Events + 1 + sweep.To : sweep.To;
        var told = frames.Told.Prepend(0).Where(seq => seq >= sweep.From && seq <= last).ToList();
        var isWhole = options.Exhaustive || options.Run.Any(pattern => pattern.Names(sweep.Name));
        var classes = told.Select(seq => seq == 0 ? "start" : facts.Types[seq - 1]).ToList();
        return Sampling
            .Stratified(classes, Math.Max(2, isWhole ? told.Count : options.Samples))
            .Select(i => cell with { Position = frames.LastFrame(told[i]), Seed = options.Seed });
    }
}
