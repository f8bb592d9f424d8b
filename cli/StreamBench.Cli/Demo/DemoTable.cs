using System.Globalization;
using Spectre.Console;
using StreamBench.Conformance.Sweeps;

namespace StreamBench.Cli.Demo;

/// <summary>Transport × script: cuts, recovered, and the first place where a final state differs.</summary>
internal static class DemoTable
{
    internal static void Print(IAnsiConsole console, SweepClient client, IEnumerable<SweepRow> rows)
    {
        console.WriteLine();
        console.WriteLine($"{client.Name}: {client.About}");
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        table.AddColumns("transport", "script");
        table.AddColumn(new TableColumn("cuts").RightAligned());
        table.AddColumn(new TableColumn("recovered").RightAligned());
        table.AddColumn("final state");
        foreach (var row in rows)
        {
            table.AddRow(
                new Text(row.Transport),
                new Text(row.Script),
                new Text(row.Cuts.ToString(CultureInfo.InvariantCulture)),
                new Text(row.Recovered.ToString(CultureInfo.InvariantCulture)),
                new Text(FinalState(row), new Style(row.First is null ? Color.Green : Color.Red))
            );
        }

        console.Write(table);
    }

    private static string FinalState(SweepRow row)
    {
        if (row.First is not { } run)
        {
            return "equal";
        }

        var place = run.Difference!.Split("  ")[0];
        return $"{run.Cut.How.ToString().ToLowerInvariant()} after {run.Cut.After}: {place}";
    }
}
