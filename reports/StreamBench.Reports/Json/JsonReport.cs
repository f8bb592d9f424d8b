using StreamBench.Conformance.Results;

namespace StreamBench.Reports.Json;

/// <summary>A whole result as one JSON document, for programs. Its schema is <see cref="ResultSchema"/>.</summary>
public static class JsonReport
{
    /// <summary>Writes it. Texts that the writer of results has cut stay cut; nothing else is.</summary>
    public static void Write(ResultSet results, TextWriter output, JsonOptions options)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        var document = new ResultDocument
        {
            Header = results.Header,
            Footer = results.Footer,
            Notes = results.Notes,
            Summary = results.Summary,
            Cells = results.Cells.Select(Of),
        };
        output.Write(JsonText.Of(document, ReportJson.Readable.ResultDocument));
        output.Write('\n');
    }

    private static CellDocument Of(Cell cell) =>
        new()
        {
            Path = cell.Path,
            Client = cell.Runs[0].Client,
            Verdict = cell.Verdict,
            Outcome = cell.Outcome,
            Passed = cell.Passed,
            Strip = SweepStrip.Text(cell) is { Length: > 0 } strip ? strip : null,
            FirstFailing = cell.FirstFailure?.Path,
            Runs = cell.Runs,
        };
}
