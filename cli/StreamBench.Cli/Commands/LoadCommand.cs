using System.CommandLine;
using StreamBench.Cli.Loading;
using StreamBench.Load.Schedules;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench load PLAN</c></summary>
internal static class LoadCommand
{
    private const string Example = """
        Examples:
          streambench load smoke                    a shipped plan, fake agent inside
          streambench load my.yaml --url http://127.0.0.1:4280
          streambench load --url http://host/chat --dialect openai-chat --rate 20/s
          streambench load ramp --search 'ttfe.p99<400ms'
          streambench load smoke --segment 2/4 --out part2.jsonl
          streambench load validate my.yaml

        Exit code 0: every threshold held. 1: one did not. 2: wrong usage or plan.
        3: no run, or the engine was the bottleneck. 130: stopped, results partial.
        """;

    private static readonly Argument<string?> Plan = new("PLAN")
    {
        Description = "a plan file, or a shipped plan's name (load list)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Url = Text(
        "--url",
        "URL",
        "a server of your own; else a fake agent starts"
    );
    private static readonly Option<string?> Dialect = Text("--dialect", "NAME", "what the bytes mean; streambench");
    private static readonly Option<string?> Transport = Text(
        "--transport",
        "NAME",
        "sse, ndjson, ws, streaming, lp or grpc"
    );
    private static readonly Option<string?> Http = Text("--http", "1.1|2", "version of HTTP; 2 for grpc");
    private static readonly Option<string?> Trust = Text("--trust", "FILE|any", "certificates to believe, as PEM");
    private static readonly Option<string?> Script = Text("--script", "NAME", "what the server plays");
    private static readonly Option<string?> Rate = Text("--rate", "N/s", "without PLAN: starts a second; 10/s");
    private static readonly Option<string?> During = Text("--duration", "TIME", "without PLAN: how long; 10s");
    private static readonly Option<string?> Verify = Text(
        "--verify",
        "all|SHARE|none",
        "whose final state is compared"
    );
    private static readonly Option<string?> Faults = Text("--faults", "PLAN", "a fault plan, or none");
    private static readonly Option<string?> FaultShare = Text("--fault-share", "10%", "of streams to disturb");
    private static readonly Option<string[]> Threshold = Several("--threshold", "what must hold: ttfe.p99<400ms");
    private static readonly Option<string[]> Search = Several("--search", "find the highest rate at which this holds");
    private static readonly Option<string?> SegmentText = Text("--segment", "I/N", "this part of the plan only");
    private static readonly Option<int?> Seed = new("--seed") { Description = "instead of the plan's", HelpName = "N" };
    private static readonly Option<int?> Threads = new("--threads")
    {
        Description = "engine threads, one a core; 1",
        HelpName = "N",
    };
    private static readonly Option<long?> Only = new("--only")
    {
        Description = "play this stream alone",
        HelpName = "N",
    };
    private static readonly Option<string?> Out = Text("--out", "FILE", $"results; {LoadReports.DefaultResults}");
    private static readonly Option<string?> JUnit = Text("--junit", "FILE", "thresholds as JUnit XML");
    private static readonly Option<string?> Markdown = Text("--markdown", "FILE", "a report");
    private static readonly Option<string?> Csv = Text("--csv", "FILE", "a line a second");
    private static readonly Option<string?> Metrics = Text("--metrics", "URL", "send OTLP metrics there");

    internal static (Command, string) Create()
    {
        var command = new Command("load", "Measure thousands of streams, and whether each is right")
        {
            Plan,
            Url,
            Dialect,
            Transport,
            Http,
            Trust,
            Script,
            Rate,
            During,
            Verify,
            Faults,
            FaultShare,
            Threshold,
            Search,
            SegmentText,
            Seed,
            Threads,
            Only,
            Out,
            JUnit,
            Markdown,
            Csv,
            Metrics,
            LoadVerbs.Validate(),
            LoadVerbs.List(),
            LoadVerbs.Schema(),
            LoadVerbs.Agent(),
        };
        command.Validators.Add(Check);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                return new LoadSession(streams.Output, streams.Error).RunAsync(Settings(parsed), cancellation);
            }
        );
        return (command, Example);
    }

    private static void Check(System.CommandLine.Parsing.CommandResult result)
    {
        if (result.GetValue(Plan) is null && result.GetValue(Url) is null && result.GetValue(Script) is null)
        {
            result.AddError("name a PLAN (streambench load list shows some), or a server with --url, or a --script");
        }

        if (result.GetValue(SegmentText) is { } segment && Segment.Parse(segment) is null)
        {
            result.AddError($"--segment: \"{Printable.Of(segment)}\" is no segment; write 2/4");
        }

        if (result.GetValue(Threads) is < 1 or > 64)
        {
            result.AddError("--threads: from 1 to 64");
        }

        if (result.GetValue(Metrics) is { } collector && !Uri.TryCreate(collector, UriKind.Absolute, out _))
        {
            result.AddError($"--metrics: \"{Printable.Of(collector)}\" is no address, such as http://127.0.0.1:4318");
        }
    }

    private static LoadSettings Settings(ParseResult parsed) =>
        new()
        {
            Plan = parsed.GetValue(Plan),
            Url = parsed.GetValue(Url),
            Dialect = parsed.GetValue(Dialect),
            Transport = parsed.GetValue(Transport),
            Http = parsed.GetValue(Http),
            Trust = parsed.GetValue(Trust),
            Script = parsed.GetValue(Script),
            Rate = parsed.GetValue(Rate),
            Duration = parsed.GetValue(During),
            Verify = parsed.GetValue(Verify),
            Faults = parsed.GetValue(Faults),
            FaultShare = parsed.GetValue(FaultShare),
            Thresholds = [.. parsed.GetValue(Threshold) ?? []],
            Search = [.. parsed.GetValue(Search) ?? []],
            Segment = parsed.GetValue(SegmentText) is { } text ? Segment.Parse(text)!.Value : Segment.Whole,
            Seed = parsed.GetValue(Seed),
            Threads = parsed.GetValue(Threads) ?? 1,
            Only = parsed.GetValue(Only),
            Results = parsed.GetValue(Out),
            JUnit = parsed.GetValue(JUnit),
            Markdown = parsed.GetValue(Markdown),
            Csv = parsed.GetValue(Csv),
            Metrics = parsed.GetValue(Metrics),
        };

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    private static Option<string[]> Several(string name, string description) =>
        new(name) { Description = description, HelpName = "EXPR" };
}
