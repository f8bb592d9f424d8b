using System.Collections.Immutable;
using StreamBench.Load.Feeds;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Tests.Feeds;

public sealed class FeedTests
{
    [Fact]
    public void Csv_is_read_as_the_standard_has_it()
    {
        var table = Csv.Read(
            new StringReader("name,said\r\nAnn,\"Hello, \"\"world\"\"\"\nBob,\"two\nlines\"\r\n\r\n,\n")
        );

        table.Fields.ShouldBe(["name", "said"]);
        table.Rows.Select(row => string.Join('|', row)).ShouldBe(["Ann|Hello, \"world\"", "Bob|two\nlines", "|"]);
    }

    [Theory]
    [InlineData("a,a\n1,2", "line 1: a field is named twice")]
    [InlineData("a,b\n1,2\n\"x\ny\",2,3", "line 3: 3 values where line 1 names 2 fields")]
    [InlineData("a\n\"x", "line 2: a quote is never closed")]
    [InlineData("a\n\"x\"y", "line 2: 'y' after a closing quote")]
    [InlineData("", "line 1: the names of the fields are missing")]
    public void Damaged_csv_is_refused_with_its_line(string text, string message) =>
        Should.Throw<InvalidDataException>(() => Csv.Read(new StringReader(text))).Message.ShouldStartWith(message);

    [Fact]
    public void Json_comes_as_an_array_or_as_lines()
    {
        var array = JsonRows.ReadArray("""[{"q":"a","n":1.50},{"n":{"x":[]},"q":"b"}]""");
        var lines = JsonRows.ReadLines(new StringReader("{\"q\":\"a\",\"n\":1.50}\n\n{\"n\":{\"x\":[]},\"q\":\"b\"}"));

        array.Rows.Select(row => string.Join('|', row)).ShouldBe(["a|1.50", "b|{\"x\":[]}"]);
        lines.Rows.Select(row => string.Join('|', row)).ShouldBe(array.Rows.Select(row => string.Join('|', row)));
        Should
            .Throw<InvalidDataException>(() => JsonRows.ReadArray("""[{"q":1},{}]"""))
            .Message.ShouldBe("row 2: \"q\" is missing");
        Should
            .Throw<InvalidDataException>(() => JsonRows.ReadLines(new StringReader("{}\n[")))
            .Message.ShouldStartWith("line 2: ");
    }

    [Theory]
    [InlineData(FeedOrder.Sequence, "0 1 2 0 1 2 0")]
    [InlineData(FeedOrder.Shuffle, null)]
    [InlineData(FeedOrder.Random, null)]
    public void The_order_follows_from_the_seed(FeedOrder order, string? expected)
    {
        var rows = Rows(order, seed: 5, count: 7);

        Rows(order, seed: 5, count: 7).ShouldBe(rows);
        rows.ShouldBe(expected ?? rows);
    }

    [Fact]
    public void A_shuffle_takes_each_row_once_a_pass()
    {
        var places = Rows(FeedOrder.Shuffle, seed: 3, count: 30).Split(' ');

        foreach (var pass in places.Chunk(3))
        {
            pass.ShouldBe(["0", "1", "2"], ignoreOrder: true);
        }

        places.Chunk(3).Select(pass => string.Concat(pass)).Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Rows_to_be_used_once_run_out_with_a_stated_error()
    {
        var feed = new TableFeed(Table, FeedOrder.Once, seed: 1);

        feed.Row(2)["n"].ShouldBe("2");

        Should
            .Throw<FeedExhaustedException>(() => feed.Row(3))
            .Message.ShouldContain("3 rows to use once and stream 4");
    }

    [Fact]
    public void Without_a_feed_no_two_streams_ask_the_same()
    {
        var feed = FeedFactory.Of(new LoadScenario { Name = "chat" }, seed: 9);

        Enumerable.Range(0, 1000).Select(i => feed.Row(i)["text"]).Distinct().Count().ShouldBe(1000);
        feed.Row(7)["id"].ShouldBe("chat-9-7");
        feed.Row(7)["nothing"].ShouldBeNull();
    }

    [Fact]
    public void Fake_inputs_are_the_same_for_the_same_seed_and_stream()
    {
        var feed = Fake("{{name.fullName}} of {{address.city}}", seed: 1);

        feed.Row(41)["who"].ShouldBe(Fake("{{name.fullName}} of {{address.city}}", seed: 1).Row(41)["who"]);
        feed.Row(41)["who"].ShouldNotBe(feed.Row(42)["who"]);
        Fake("{{name.fullName}} of {{address.city}}", seed: 2).Row(41)["who"].ShouldNotBe(feed.Row(41)["who"]);
    }

    [Fact]
    public void A_template_that_bogus_does_not_know_is_refused_before_the_run() =>
        Should
            .Throw<InvalidDataException>(() => Fake("{{name.shoeSize}}", seed: 1))
            .Message.ShouldStartWith("the fake feed of \"chat\"");

    [Fact]
    public void A_file_is_read_by_its_extension_and_named_in_errors()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "rows.csv");
            File.WriteAllText(path, "n\n5\n");
            var empty = Path.Combine(folder.FullName, "rows.jsonl");
            File.WriteAllText(empty, "");

            FeedFactory.Of(Scenario(path), 1).Row(0)["n"].ShouldBe("5");
            Should
                .Throw<InvalidDataException>(() => FeedFactory.Of(Scenario(empty), 1))
                .Message.ShouldBe($"{empty}: the feed has no rows");
            Should.Throw<InvalidDataException>(() => FeedFactory.Of(Scenario(path + "x"), 1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static FeedTable Table =>
        new(
            ["n"],
            [
                ["0"],
                ["1"],
                ["2"],
            ]
        );

    private static LoadScenario Scenario(string file) =>
        new()
        {
            Name = "chat",
            Feed = new FeedSource { File = file },
        };

    private static IFeed Fake(string template, int seed) =>
        FeedFactory.Of(
            new LoadScenario
            {
                Name = "chat",
                Feed = new FeedSource { Fake = ImmutableSortedDictionary<string, string>.Empty.Add("who", template) },
            },
            seed
        );

    private static string Rows(FeedOrder order, int seed, int count)
    {
        var feed = new TableFeed(Table, order, seed);
        return string.Join(' ', Enumerable.Range(0, count).Select(i => feed.Row(i)["n"]));
    }
}
