using System.Collections.Immutable;
using System.CommandLine;
using StreamBench.Cli.Conforming;
using StreamBench.Conformance.Baselines;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench conform</c></summary>
internal static class ConformCommand
{
    private const string Example = """
        Clients:
          CMD, cmd:CMD           speaks JSON lines on its standard input and output
          once:CMD               is started for each case
          http://HOST:PORT       a test service that is running already
          dotnet:FILE.dll!TYPE   a class that implements IConformanceClient

        Examples:
          streambench conform --client "node my-client.mjs"
          streambench conform --client "node c.mjs" --transport sse,ws --junit j.xml
          streambench conform --reference --run 'RES-*' --exhaustive
          streambench conform --clients clients.yaml       several, side by side
          streambench conform --reference --dialect all    every dialect there is
          streambench conform --server http://127.0.0.1:4280       a server that runs
          streambench conform --mode both --client CMD --server URL      the pair
          streambench conform explain RES-007      what a case does and why
          streambench conform serve RES-007        its stage, for a client in hand

        Exit codes:
          0  all as expected               3  harness or client could not start or speak
          1  a check failed                4  nothing was selected, or nothing judged
          2  usage or a bad file         130  interrupted; results so far are kept
        """;

    private static readonly Option<string[]> Run = Patterns(
        "--run",
        "only this, such as RES-004/transport:ws, or @FILE"
    );
    private static readonly Option<string[]> Skip = Patterns("--skip", "not what matches");
    private static readonly Option<string?> Transport = new("--transport")
    {
        Description = "only these, such as sse,ws",
        HelpName = "NAMES",
    };
    private static readonly Option<string?> Dialect = DialectOption.Create("in these, such as ajo,convobase, or all");
    private static readonly Option<int> Phase = Number("--phase", 2, "cases up to this release, 1 to 3");
    private static readonly Option<bool> Exhaustive = new("--exhaustive")
    {
        Description = "every position of every sweep, not 64",
    };
    private static readonly Option<int> Seed = Number("--seed", 1, "of order, jitter and every other chance");
    private static readonly Option<int> Repeat = Number("--repeat", 1, "run all of it so often");
    private static readonly Option<string?> Shard = new("--shard")
    {
        Description = "one part of the plan, such as 2/4",
        HelpName = "I/N",
    };
    private static readonly Option<int> Parallel = Number("--parallel", 16, "most runs at the same time");
    private static readonly Option<bool> FailFast = new("--fail-fast") { Description = "stop at the first failure" };
    private static readonly Option<int?> MaxFail = new("--max-fail")
    {
        Description = "stop at this many failures",
        HelpName = "N",
    };
    private static readonly Option<double> TimeScale = new("--time-scale")
    {
        Description = "multiplies every time constant",
        DefaultValueFactory = _ => 1,
        HelpName = "X",
    };
    private static readonly Option<bool> Strict = new("--strict") { Description = "a missed SHOULD fails too" };
    private static readonly Option<FileInfo?> Baseline = new("--baseline")
    {
        Description = "failures that the client team knows",
        HelpName = "FILE",
    };
    private static readonly Option<bool> UpdateBaseline = new("--update-baseline")
    {
        Description = "write that file anew from what was found",
    };
    private static readonly Option<DirectoryInfo> Out = new("--out")
    {
        Description = "where results.jsonl goes",
        DefaultValueFactory = _ => new DirectoryInfo("out"),
        HelpName = "DIR",
    };
    private static readonly ImmutableArray<Option<string?>> Reports =
    [
        .. Presenters
            .All.Where(p => p.Key is not ("console" or "annotations"))
            .Select(p => new Option<string?>($"--{p.Key}")
            {
                Description = $"write {p.Value.About}",
                HelpName = "FILE",
            }),
    ];

    internal static (Command, string) Create()
    {
        var command = new Command("conform", "Does a client end in the server's state, whatever happens on the way?");
        foreach (var option in TestedOptions.All)
        {
            command.Add(option);
        }

        foreach (
            var option in (ReadOnlySpan<Option>)
                [
                    Run,
                    Skip,
                    Transport,
                    Dialect,
                    Phase,
                    Exhaustive,
                    Seed,
                    Repeat,
                    Shard,
                    Parallel,
                    FailFast,
                    MaxFail,
                    TimeScale,
                    Strict,
                    Baseline,
                    UpdateBaseline,
                    Out,
                ]
        )
        {
            command.Add(option);
        }

        foreach (var option in Reports)
        {
            command.Add(option);
        }

        foreach (var verb in ConformVerbs.Create())
        {
            command.Add(verb);
        }

        command.SetAction(
            async (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                if (Settings(parsed, out var problem) is not { } settings)
                {
                    await streams.Error.WriteLineAsync(problem);
                    return ExitCode.Usage;
                }

                return settings switch
                {
                    { Server: { } server, IsPair: true } => await new PairConformRun(
                        streams.Output,
                        streams.Error
                    ).RunAsync(server, settings, cancellation),
                    { Server: { } server } => await new ServerConformRun(streams.Output, streams.Error).RunAsync(
                        server,
                        settings,
                        cancellation
                    ),
                    { Roster: { } file } => await new RosterRun(streams.Output, streams.Error).RunAsync(
                        file,
                        settings,
                        cancellation
                    ),
                    _ => await new ConformRun(streams.Output, streams.Error).RunAsync(settings, cancellation),
                };
            }
        );
        return (command, Example);
    }

    private static ConformSettings? Settings(ParseResult parsed, out string? problem)
    {
        if (TestedOptions.Read(parsed, out problem) is not { } tested)
        {
            return null;
        }

        if (tested.Roster is not null && parsed.GetValue(Baseline) is not null)
        {
            problem = "with --clients each client names its own baseline in that file";
            return null;
        }

        if (
            !PatternList.TryRead(parsed.GetValue(Run), out var run, out problem)
            || !PatternList.TryRead(parsed.GetValue(Skip), out var skip, out problem)
            || !TransportList.TryRead(parsed.GetValue(Transport), out var transports, out problem)
            || !DialectNames.TryRead(parsed.GetValue(Dialect), out var dialects, out problem)
            || !ShardText.TryRead(parsed.GetValue(Shard), out var shard, out problem)
        )
        {
            return null;
        }

        if (tested.Server is not null && parsed.GetValue(Dialect) is not null)
        {
            problem = "--dialect goes with a client; servers are tested in the native dialect";
            return null;
        }

        var seed = parsed.GetValue(Seed);
        return new ConformSettings
        {
            Client = tested.Client,
            Roster = tested.Roster,
            Server = tested.Server,
            IsPair = tested.IsPair,
            Plan = new PlanOptions
            {
                Run = run,
                Skip = skip,
                Transports = transports,
                Dialects = dialects,
                Phase = parsed.GetValue(Phase),
                Exhaustive = parsed.GetValue(Exhaustive),
                Seed = seed,
                Shard = shard.Part,
                Shards = shard.Of,
            },
            Runner = new RunnerOptions
            {
                Parallel = parsed.GetValue(Parallel),
                MaxFailures = parsed.GetValue(FailFast) ? 1 : parsed.GetValue(MaxFail),
                Settings = new RunSettings { TimeScale = parsed.GetValue(TimeScale) },
                Repeat = RepeatLine.Of(tested.Client),
            },
            Out = parsed.GetValue(Out)!,
            Strictness = parsed.GetValue(Strict) ? Strictness.Strict : Strictness.Lenient,
            Baseline = parsed.GetValue(Baseline),
            UpdatesBaseline = parsed.GetValue(UpdateBaseline),
            Repeat = parsed.GetValue(Repeat),
            Reports = Reports
                .Where(option => parsed.GetValue(option) is not null)
                .ToImmutableSortedDictionary(
                    option => option.Name[2..],
                    option => parsed.GetValue(option)!,
                    StringComparer.Ordinal
                ),
            Arguments = [.. parsed.Tokens.Select(token => token.Value)],
        };
    }

    private static Option<string[]> Patterns(string name, string about) =>
        new(name)
        {
            Description = about,
            HelpName = "PATTERN",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };

    private static Option<int> Number(string name, int usual, string about) =>
        new(name)
        {
            Description = about,
            DefaultValueFactory = _ => usual,
            HelpName = "N",
        };
}
