using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;
using ConformanceCase = StreamBench.Conformance.Catalogue.Case;

namespace StreamBench.Conformance.Tests.Judging;

/// <summary>A run that left this behind, without a server or a client.</summary>
internal static class Evidence
{
    /// <summary>The state that it ends in.</summary>
    internal static ConversationState Expected => ExpectedState.Fold(Journal);

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A finished conversation: "Hello" in one turn.</summary>
    internal static ImmutableArray<StreamEvent> Journal { get; } =
    [
        new TurnOpen
        {
            Seq = 1,
            Epoch = 1,
            Turn = "t",
        },
        new ItemOpen
        {
            Seq = 2,
            Epoch = 1,
            Turn = "t",
            Item = "i",
            Kind = ItemKind.Text,
        },
        new TextAppend
        {
            Seq = 3,
            Epoch = 1,
            Item = "i",
            Text = "Hello",
        },
        new ItemClose
        {
            Seq = 4,
            Epoch = 1,
            Item = "i",
        },
        new TurnClose
        {
            Seq = 5,
            Epoch = 1,
            Turn = "t",
            Status = TurnStatus.Completed,
        },
    ];

    /// <summary>A client that says of itself that it can do this.</summary>
    internal static ClientIntroduction Client(params IEnumerable<string> capabilities) =>
        new()
        {
            Protocol = 1,
            Client = new ClientCard { Name = "someone" },
            Capabilities = [.. capabilities],
            Transports = ["sse"],
        };

    /// <summary>One run of a case, at the first position of its sweep.</summary>
    internal static PlannedRun Run(ConformanceCase one, Variant variant) =>
        new()
        {
            Case = one,
            Variant = variant,
            Transport = one.Transports[0],
            Dialect = "streambench",
            Script = one.Scripts[0],
            Position = one.Sweep?.From,
            Seed = 1,
        };

    /// <summary>What the referee says when everything the client reports is <paramref name="state"/>.</summary>
    internal static RunResult Judge(PlannedRun run, ClientIntroduction client, JsonElement state) =>
        Judge(
            run,
            client,
            new CaseAnswer
            {
                Run = "r",
                Outcome = "ok",
                State = state,
            }
        );

    /// <summary>What the referee says when a client that can do everything answers so in some run.</summary>
    internal static RunResult Judge(CaseAnswer answer)
    {
        var one = CaseBook.Shipped.Cases[0];
        return Judge(Run(one, one.Variants[0]), Client(Capabilities.All.Keys), answer);
    }

    private static RunResult Judge(PlannedRun run, ClientIntroduction client, CaseAnswer answer) =>
        Referee.Judge(run, Of(run, answer), client, new RunSettings(), Values(run), "streambench conform");

    private static RunEvidence Of(PlannedRun run, CaseAnswer answer)
    {
        var setup = run.Variant.Setup;
        return new RunEvidence
        {
            Clients = [.. setup.Clients.Select(role => Client(role, answer))],
            Requests =
            [
                new RequestRecord
                {
                    AskedAt = Start,
                    Time = Start,
                    Transport = run.Transport,
                    Method = "GET",
                    Path = "/v1/conversations/c/events",
                    Status = 200,
                },
            ],
            Faults = [],
            Steps =
            [
                .. setup.Steps.Select(step => new StepRecord(
                    step,
                    Start,
                    [
                        new ActionAnswer
                        {
                            Run = "r",
                            Step = "s",
                            Ok = true,
                            State = answer.State,
                        },
                    ]
                )),
            ],
            Journal = Journal,
            Expected = Expected,
            ReadCursor = text =>
                text.StartsWith("e1:", StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(3), CultureInfo.InvariantCulture, out var seq)
                    ? (1, seq)
                    : null,
            OpenStreams = 0,
            StartedAt = Start,
            EndedAt = Start.AddSeconds(1),
            Values = Values(run),
        };
    }

    private static ClientEvidence Client(ClientRole role, CaseAnswer answer) =>
        new(
            role,
            Clients.BadClient.Order(),
            answer,
            [(Start, new StateNote("r", "e1:3", answer.State)), (Start, new StateNote("r", "e1:5", answer.State))]
        );

    private static ImmutableSortedDictionary<string, long> Values(PlannedRun run)
    {
        var values = ImmutableSortedDictionary<string, long>
            .Empty.SetItem("last", 5)
            .SetItem("seed", 1)
            .SetItem("epoch", 1);
        return run.Case.Sweep is { } sweep ? values.SetItem(sweep.Name, run.Position ?? 0) : values;
    }
}
