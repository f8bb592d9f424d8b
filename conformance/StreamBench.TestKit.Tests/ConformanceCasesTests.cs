using Xunit.Sdk;

namespace StreamBench.TestKit.Tests;

public sealed class ConformanceCasesTests
{
    [Fact]
    public async Task Every_cell_is_a_test_that_is_called_by_its_path()
    {
        await using var tracker = new DisposalTracker();
        var attribute = new ConformanceCasesAttribute { Run = "RES-001", Transports = "sse,ws" };

        var rows = await attribute.GetData(typeof(ConformanceCasesTests).GetMethods()[0], tracker);

        rows.Count.ShouldBeGreaterThan(1);
        rows.Select(row => row.TestDisplayName).ShouldBe(rows.Select(row => (string?)row.GetData()[0]));
        rows.Select(row => row.TestDisplayName).ShouldBeUnique();
        rows.ShouldAllBe(row => row.Label == "" && row.TestDisplayName!.StartsWith("RES-001/transport:"));
        rows.SelectMany(row => row.Traits!["transport"]).Distinct().ShouldBe(["sse", "ws"], ignoreOrder: true);
    }

    [Fact]
    public void A_position_that_is_named_stays_in_the_path()
    {
        var paths = new CellSelection("RES-001/k:3", "", "sse", "P2").Paths();

        paths.ShouldAllBe(one => one.Path.EndsWith("/k:3"));
    }

    [Fact]
    public void What_is_excepted_is_left_out()
    {
        var paths = new CellSelection("RES-*", "RES-001, **/transport:ws", "sse,ws", "P2").Paths();

        paths.ShouldNotBeEmpty();
        paths.ShouldNotContain(one => one.Run.Case.Id == "RES-001" || one.Run.Transport == "ws");
    }

    [Fact]
    public void A_suite_holds_what_is_due_by_its_release()
    {
        var first = new CellSelection("**", "", "", "P1").Paths();
        var second = new CellSelection("**", "", "", "p2").Paths();

        first.ShouldAllBe(one => one.Run.Case.Phase == 1);
        second.Length.ShouldBeGreaterThan(first.Length);
    }

    [Theory]
    [InlineData("RES-001", "see", "P1", "did you mean \"sse\"")]
    [InlineData("RES-001", "sse", "P9", "choose from P1, P2, P3")]
    [InlineData("RES-001/ws", "sse", "P1", "name:value")]
    [InlineData("NIX-001", "sse", "P1", "selects no case")]
    public void A_wrong_word_is_named(string run, string transports, string suite, string message)
    {
        var thrown = Should.Throw<FormatException>(() => new CellSelection(run, "", transports, suite).Paths());

        thrown.Message.ShouldContain(message);
    }
}
