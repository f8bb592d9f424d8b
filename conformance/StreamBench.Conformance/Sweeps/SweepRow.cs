using System.Collections.Immutable;

namespace StreamBench.Conformance.Sweeps;

/// <summary>What a sweep says of one client on one transport with one script: a row of its table.</summary>
/// <param name="Client">Name of the client.</param>
/// <param name="Transport">Name of the transport.</param>
/// <param name="Script">Name of the script.</param>
/// <param name="Cuts">Runs, each with one cut.</param>
/// <param name="Recovered">Runs that ended in the script's state.</param>
/// <param name="First">The first run in the order of the sweep that did not; or null.</param>
/// <param name="Unexpected">Runs that went otherwise than this client had to.</param>
public sealed record SweepRow(
    string Client,
    string Transport,
    string Script,
    int Cuts,
    int Recovered,
    CutResult? First,
    int Unexpected
)
{
    /// <summary>The table of a whole sweep, in its order.</summary>
    public static ImmutableArray<SweepRow> Of(IEnumerable<CutResult> results) =>
        [
            .. results
                .GroupBy(r => (r.Client, r.Transport, r.Script))
                .Select(cell => new SweepRow(
                    cell.Key.Client,
                    cell.Key.Transport,
                    cell.Key.Script,
                    cell.Count(),
                    cell.Count(r => r.IsEqual),
                    cell.FirstOrDefault(r => !r.IsEqual),
                    cell.Count(r => !r.IsAsExpected)
                )),
        ];
}
