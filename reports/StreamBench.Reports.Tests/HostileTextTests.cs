using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace StreamBench.Reports.Tests;

/// <summary>A client under test chooses its name, its errors and its state: none of it may be more than text in any report.</summary>
public class HostileTextTests
{
    private static readonly string[] Attacks =
    [
        "]]>",
        "\u001b[2J\u001b]0;title\u0007",
        "\0\u0001\u0008\u000b\ufffe\uffff",
        "::error file=a::b",
        "\n::error::b",
        "\r\n::add-mask::b",
        "x ##[error]b",
        "</script><script>alert(1)</script>",
        "| a | b |\n| - |\n# head\n```\n[l](javascript:x) @all #1 ![i](http://e.example/p.png)",
        "\ud83d lone \udc4b halves",
        "\u202e right to left \u2028 \u2029 \u0085",
        "&lt;![CDATA[",
        "%0A::error::b,title=c",
    ];

    public static TheoryData<string, int> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, int>();
            foreach (var presenter in Presenters.All.Keys)
            {
                for (var attack = 0; attack < Attacks.Length; attack++)
                {
                    pairs.Add(presenter, attack);
                }
            }

            return pairs;
        }
    }

    public static TheoryData<string> Presented => Presenters.Names;

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Hostile_text_stays_text(string presenter, int attack) => ShouldBeHarmless(presenter, Attacks[attack]); // by number: test data cannot hold half of a pair

    [Theory]
    [MemberData(nameof(Presented))]
    public void Any_mixture_of_attacks_stays_text(string presenter)
    {
        var pieces = Attacks.SelectMany(attack => attack.Chunk(3).Select(chunk => new string(chunk))).ToArray();
        var texts =
            from count in Gen.Choose(1, 8)
            from chosen in Gen.Elements(pieces).ArrayOf(count)
            select string.Concat(chosen);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(texts.ToArbitrary(), text => ShouldBeHarmless(presenter, text))
        );
    }

    [Theory]
    [MemberData(nameof(Presented))]
    public void Five_megabytes_of_difference_are_cut_with_a_note(string presenter)
    {
        var huge = new string('é', 5 << 20);
        var results = Samples.Hostile("ok");
        var run = results.Runs.Single(run => run.Verdict == Conformance.Results.Verdict.Fail);
        run = run with
        {
            Log = huge,
            Reason = null,
            Checks = [run.Checks[0] with { Message = huge, Differences = [new("/items", huge, huge, null)] }],
        };
        using var file = new MemoryStream();
        Conformance.Results.ResultWriter.Write(file, Samples.Of(run));

        var read = Conformance.Results.ResultReader.Read(
            new StringReader(Encoding.UTF8.GetString(file.ToArray())),
            "r"
        );
        var text = Presenters.Text(presenter, read);

        text.Length.ShouldBeLessThan(1 << 20);
        if (presenter is not "badge.json")
        {
            text.ShouldContain("characters cut");
        }
    }

    private static void ShouldBeHarmless(string presenter, string attack)
    {
        var text = Presenters.Text(presenter, Samples.Hostile(attack));

        text.Where(letter => char.IsControl(letter) && letter != '\n').ShouldBeEmpty();
        text.ShouldNotContain('\u202e');
        text.ShouldNotContain("##[");
        if (!presenter.EndsWith(".json", StringComparison.Ordinal))
        {
            // A lone half of a pair is shown by its number; JSON has no way but U+FFFD.
            text.EnumerateRunes().ShouldNotContain(Rune.ReplacementChar);
        }

        var commands = text.Split('\n')
            .Where(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal))
            .ToArray();
        if (presenter == "annotations.txt")
        {
            commands.Length.ShouldBe(2); // the failure and the error of the harness
            commands.ShouldAllBe(line => line.StartsWith("::error title=", StringComparison.Ordinal));
            text.Split('\n').Length.ShouldBe(commands.Length + 1);
        }
        else
        {
            commands.ShouldBeEmpty();
        }

        if (presenter.EndsWith(".xml", StringComparison.Ordinal))
        {
            text.ShouldNotContain("<script>");
            XDocument.Parse(text);
        }
        else if (presenter.EndsWith(".json", StringComparison.Ordinal))
        {
            text.ShouldNotContain("<script>");
            using var parsed = JsonDocument.Parse(text);
            parsed.RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        }
        else if (presenter.EndsWith(".html", StringComparison.Ordinal))
        {
            ShouldRunNothing(text);
        }
        else if (presenter.EndsWith(".md", StringComparison.Ordinal))
        {
            ShouldBeOneTable(text);
        }
    }

    // Only our own elements and attributes; links lead to places of the page or to the web.
    private static void ShouldRunNothing(string html)
    {
        var page = XDocument.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]);
        var elements = page.Descendants().ToList();
        elements
            .Select(element => element.Name.LocalName)
            .Distinct()
            .Except(
                "html head meta title style body h1 h2 p small br table thead tbody tr th td div span a pre details summary".Split(
                    ' '
                )
            )
            .ShouldBeEmpty();
        var attributes = elements.Attributes().ToList();
        attributes
            .Select(attribute => attribute.Name.LocalName)
            .Distinct()
            .Except("lang charset http-equiv content class id title href rel open".Split(' '))
            .ShouldBeEmpty();
        attributes
            .Where(attribute => attribute.Name == "href")
            .Select(attribute => attribute.Value)
            .Where(link => !link.StartsWith('#') && !link.StartsWith("http", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    // Outside of code, each row has as many bars as its head, and nothing calls, links or shows anything.
    private static void ShouldBeOneTable(string markdown)
    {
        var fence = "";
        foreach (var line in markdown.Split('\n'))
        {
            if (fence.Length > 0)
            {
                fence = line == fence ? "" : fence;
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fence = line[..^"text".Length];
            }
            else
            {
                line.ShouldNotContain('@');
                line.ShouldNotContain("<script>");
                line.ShouldNotContain("](");
                if (line.StartsWith("| ", StringComparison.Ordinal) && line.Contains("&#", StringComparison.Ordinal))
                {
                    line.Count(letter => letter == '|').ShouldBe(6);
                }
            }
        }

        fence.ShouldBeEmpty();
    }
}
