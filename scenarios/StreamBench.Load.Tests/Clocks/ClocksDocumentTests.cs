using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Tests.Clocks;

public sealed class ClocksDocumentTests
{
    [Fact]
    public void The_document_says_what_the_tables_say()
    {
        using var output = new StringWriter { NewLine = "\n" };
        ClocksDocument.Write(output);
        var expected = output.ToString().ReplaceLineEndings("\n");
        var path = Path.Combine(AppContext.BaseDirectory, "CLOCKS.md");
        File.WriteAllText(path + ".expected", expected);

        File.ReadAllText(path).ShouldBe(expected, $"copy {path}.expected to scenarios/CLOCKS.md");
    }

    [Fact]
    public void Every_clock_counter_and_outcome_stands_in_its_table_at_its_place()
    {
        ClockTable.All.Select(clock => clock.Clock).ShouldBe(Enum.GetValues<Clock>());
        CounterTable.All.Select(counter => counter.Counter).ShouldBe(Enum.GetValues<Counter>());
        foreach (var outcome in Enum.GetValues<StreamOutcome>())
        {
            outcome.Counter().ToString().ShouldBe(outcome.ToString());
        }
    }
}
