using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StreamBench.Conformance.Results;
using static StreamBench.Conformance.Tests.Results.SampleRuns;

namespace StreamBench.Conformance.Tests.Results;

public sealed class ResultFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("results");

    private string File => Path.Combine(folder.FullName, "out", "results.jsonl");

    [Fact]
    public void What_is_written_is_read()
    {
        var run = Run("RES-1/k:13", Verdict.Fail, Standing.Known) with
        {
            Checks =
            [
                Check("RES-1.state", Verdict.Fail) with
                {
                    Differences = [new("/a", "\"é 👋 \ud83d\"", null, "event 3 (text.append)")],
                },
            ],
            Listed = [new("RES-1", ListedAs.Failing, Failed: true, "i", new DateOnly(2026, 12, 31))],
            Trace = ["connect", "cut"],
            RecoveryMs = 2.5,
        };
        using (var writer = ResultWriter.Create(File, Header))
        {
            writer.Write(run);
            writer.Finish(Footer);
        }

        var read = ResultReader.Load(File);

        read.Header.Clients.ShouldHaveSingleItem().Name.ShouldBe("mine");
        read.Footer.ShouldBe(Footer with { Runs = 1 });
        read.Notes.ShouldBeEmpty();
        var back = read.Runs.ShouldHaveSingleItem();
        // A lone half of a pair is no text, so it cannot be written.
        back.Checks[0].Differences.ShouldBe([new("/a", "\"é 👋 \ufffd\"", null, "event 3 (text.append)")]);
        back.Listed.ShouldBe(run.Listed);
        (back with { Checks = run.Checks, Listed = run.Listed, Trace = run.Trace }).ShouldBe(run);
        back.Trace.ShouldBe(run.Trace);
    }

    [Fact]
    public void Names_are_those_of_the_published_format()
    {
        Text(Run("RES-1", Verdict.NonStrict))
            .Split('\n')[1]
            .ShouldStartWith("{\"line\":\"run\",\"path\":\"RES-1\",\"case\":\"RES-1\"");
        Text(Run("RES-1", Verdict.NonStrict)).ShouldContain("\"verdict\":\"non-strict\",\"standing\":\"as-expected\"");
    }

    [Fact]
    public void Every_line_is_in_the_file_before_the_next_run()
    {
        using var writer = ResultWriter.Create(File, Header);

        Lines().Length.ShouldBe(1);
        writer.Write(Run("RES-1", Verdict.Pass));
        Lines().Length.ShouldBe(2);
    }

    [Fact]
    public async Task Runs_that_end_together_have_a_line_each()
    {
        using (var writer = ResultWriter.Create(File, Header))
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, 8)
                    .Select(t =>
                        Task.Run(() =>
                        {
                            for (var i = 0; i < 50; i++)
                            {
                                writer.Write(Run($"RES-{t}/n:{i}", Verdict.Pass) with { Log = new string('x', 5_000) });
                            }
                        })
                    )
            );
            writer.Runs.ShouldBe(400);
        }

        ResultReader.Load(File).Runs.Length.ShouldBe(400);
    }

    [Fact]
    public void A_run_after_the_footer_is_a_mistake()
    {
        using var writer = ResultWriter.Create(File, Header);
        writer.Finish(Footer);

        Should.Throw<InvalidOperationException>(() => writer.Write(Run("RES-1", Verdict.Pass)));
    }

    [Fact]
    public void Killed_file_is_a_partial_result_wherever_it_ends()
    {
        var text = Text(Run("RES-1", Verdict.Pass), Run("RES-2", Verdict.Fail));
        var header = text.IndexOf('\n', StringComparison.Ordinal) + 1;

        for (var end = header; end < text.Length - 1; end += 7)
        {
            var read = Read(text[..end]);

            read.Summary.IsPartial.ShouldBeTrue();
            read.Summary.ExitCode.ShouldBe(130);
            read.Runs.Length.ShouldBeLessThanOrEqualTo(text[..end].Count(letter => letter == '\n'));
        }
    }

    [Fact]
    public void Broken_off_line_is_noted()
    {
        var lines = Text(Run("RES-1", Verdict.Pass)).Split('\n');

        Read($"{lines[0]}\n{lines[1]}\n{lines[2][..20]}")
            .Notes.ShouldBe([
                "r.jsonl:3: the last line was broken off, and is left out",
                "r.jsonl has no footer: the run was killed, or goes on",
            ]);
    }

    [Theory]
    [InlineData("", "r.jsonl:1:1: there is no header: this is no result of a conformance run")]
    [InlineData("hello\n", "r.jsonl:1:1: 'h' is an invalid start of a value.")]
    [InlineData("H\nF\nF\n", "r.jsonl:3:1: header, runs, footer is the order of lines")]
    [InlineData("F\n", "r.jsonl:1:1: header, runs, footer is the order of lines")]
    [InlineData("H\nnull\n", "r.jsonl:2:1: null is no line")]
    [InlineData("H\n{\"line\":\"x\"}\nF\n", "r.jsonl:2:")]
    [InlineData("H\n{\"line\":\"footer\",\"é\":1}\nF\n", "r.jsonl:2:22: ")]
    [InlineData("H\n{\"line\":\"run\",\"path\":\"\\ud83d\"}\nF\n", "r.jsonl:2:")]
    [InlineData("H2\n", "r.jsonl:1:1: format 2 is not known; this reads format 1")]
    public void Damaged_file_is_refused_with_its_place(string shape, string message)
    {
        var lines = Text().Split('\n');
        var text = shape
            .Replace(
                "H2",
                lines[0].Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal),
                StringComparison.Ordinal
            )
            .Replace("H", lines[0], StringComparison.Ordinal)
            .Replace("F", lines[1], StringComparison.Ordinal);

        Should.Throw<InvalidDataException>(() => Read(text)).Message.ShouldStartWith(message);
    }

    [Fact]
    public void Scrambled_file_is_a_result_or_refused_with_its_place()
    {
        var text = Text(Run("RES-1/k:1", Verdict.Pass), Run("RES-1/k:2", Verdict.Fail));
        var changes =
            from place in Gen.Choose(0, text.Length - 1)
            from letter in Gen.Elements("{}[]:,\"\n 0e\0\ud83dé".ToCharArray())
            select text[..place] + letter + text[(place + 1)..];

        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(changes.ToArbitrary(), scrambled => IsReadOrRefused(scrambled))
        );
    }

    [Fact]
    public void Huge_texts_are_cut_with_a_note()
    {
        var huge = new string('x', 5 << 20);
        var run = Run("RES-1", Verdict.Fail) with
        {
            Log = huge,
            Trace = [.. Enumerable.Repeat(huge, 3)],
            Checks =
            [
                Check("RES-1.state", Verdict.Fail) with
                {
                    Differences = [.. Enumerable.Repeat(new StateDifference("/a", huge, huge, null), 60)],
                },
            ],
        };

        var text = Text(run);

        text.Length.ShouldBeLessThan(8 << 20);
        var back = Read(text).Runs[0];
        back.Log.ShouldContain("…[5,177,344 characters cut]…");
        back.Checks[0].Message.ShouldBe("(10 more differences cut)");
        back.Checks[0].Differences.Length.ShouldBe(50);
    }

    [Fact]
    public void Worst_line_of_a_path_counts_and_is_flaky_where_another_one_passed()
    {
        var read = Read(
            Text(
                Run("RES-1", Verdict.Pass),
                Run("RES-1", Verdict.Fail, Standing.Unexpected),
                Run("RES-2", Verdict.Pass),
                Run("RES-1", Verdict.Pass),
                Run("RES-3", Verdict.Fail, Standing.Unexpected),
                Run("RES-3", Verdict.Fail, Standing.Unexpected)
            )
        );

        read.Runs.Select(run => (run.Path, run.Verdict, run.Standing))
            .ShouldBe([
                ("RES-1", Verdict.Fail, Standing.Flaky),
                ("RES-2", Verdict.Pass, Standing.AsExpected),
                ("RES-3", Verdict.Fail, Standing.Unexpected),
            ]);
        read.Notes.ShouldBe(["3 runs have several lines; the worst one counts"]);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static bool IsReadOrRefused(string text)
    {
        try
        {
            return !Read(text).Cells.IsDefault;
        }
        catch (InvalidDataException e)
        {
            return e.Message.StartsWith("r.jsonl:", StringComparison.Ordinal);
        }
    }

    private static ResultSet Read(string text) => ResultReader.Read(new StringReader(text), "r.jsonl");

    private static string Text(params RunResult[] runs)
    {
        using var stream = new MemoryStream();
        using var writer = new ResultWriter(stream, Header);
        foreach (var run in runs)
        {
            writer.Write(run);
        }

        writer.Finish(Footer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private string[] Lines()
    {
        using var reader = new StreamReader(new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
