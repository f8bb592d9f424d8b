using System.Collections.Concurrent;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Commands;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Tests.Clients;

/// <summary>Each bad habit of a client costs the case in which it shows, and the next case finds a client that runs.</summary>
public sealed class CommandClientTests
{
    private static CancellationToken Watchdog => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("exits", BreakdownKind.Crashed, "exited with code 3")]
    [InlineData("killed", BreakdownKind.Crashed, "ended by signal 9")]
    [InlineData("floods-lines", BreakdownKind.Flooded, "more than 8388608 bytes without an answer")]
    [InlineData("floods-log", BreakdownKind.Flooded, "more than 8388608 bytes without an answer")]
    [InlineData("floods-one-line", BreakdownKind.Flooded, "longer than 4194304 bytes")]
    [InlineData("answers-other", BreakdownKind.Garbled, "$.run: answered for \"r99\", but only r1 runs")]
    [InlineData("wrong-type", BreakdownKind.Garbled, "$.state.items[0].kind: expected a string, found 7")]
    [InlineData(
        "wrong-word",
        BreakdownKind.Garbled,
        "$.outcome: expected \"ok\", \"gave_up\", \"error\", \"auth_required\""
    )]
    [InlineData(
        "nothing-said",
        BreakdownKind.Garbled,
        "$: expected exactly one of outcome | skipped | errored with context"
    )]
    [InlineData("no-json", BreakdownKind.Garbled, "$: no JSON object on one line")]
    [InlineData("no-utf8", BreakdownKind.Garbled, "$: the message is not UTF-8")]
    public async Task A_bad_habit_is_named_and_costs_one_case(string habit, BreakdownKind kind, string detail)
    {
        await using var client = BadClient.Open(habit);
        await client.StartAsync(Watchdog);

        var bad = await client.RunAsync(BadClient.Order(), _ => { }, Watchdog);
        var next = await client.RunAsync(BadClient.Order("r2", "GOOD"), _ => { }, Watchdog);

        bad.Breakdown.ShouldNotBeNull().Kind.ShouldBe(kind);
        bad.Breakdown.Detail.ShouldContain(detail);
        next.Outcome.ShouldBe("ok", next.Breakdown?.Detail);
    }

    [Theory]
    [InlineData("hangs", "nothing was heard of it")]
    [InlineData("deaf", "nothing was heard of it")]
    [InlineData("no-newline", "bytes of a line without an end are waiting")]
    public async Task A_client_that_hangs_costs_its_deadline_and_the_grace(string habit, string detail)
    {
        await using var client = BadClient.Open(habit);
        await client.StartAsync(Watchdog);

        var bad = await client.RunAsync(BadClient.Order(deadlineMs: 100), _ => { }, Watchdog);

        bad.Breakdown.ShouldNotBeNull().Kind.ShouldBe(BreakdownKind.Hung);
        bad.Breakdown.Detail.ShouldStartWith("no answer by its deadline of 100 ms and 200 ms of grace");
        bad.Breakdown.Detail.ShouldContain(detail);
    }

    [Fact]
    public async Task After_a_hang_the_next_case_finds_another_process()
    {
        await using var client = BadClient.Open("hangs");

        var hung = await client.RunAsync(BadClient.Order(deadlineMs: 100), _ => { }, Watchdog);
        var next = await client.RunAsync(BadClient.Order("r2", "GOOD"), _ => { }, Watchdog);

        hung.Breakdown!.Kind.ShouldBe(BreakdownKind.Hung);
        next.Outcome.ShouldBe("ok");
    }

    [Fact]
    public async Task A_client_that_never_reads_is_noticed_when_the_pipe_is_full()
    {
        await using var client = BadClient.Open("deaf");
        var order = BadClient.Order(deadlineMs: 300) with { Message = new CaseMessage(new string('x', 1 << 20), "m1") };

        var hung = await client.RunAsync(order, _ => { }, Watchdog);

        hung.Breakdown!.Detail.ShouldContain("it does not read its standard input");
    }

    [Fact]
    public async Task A_second_answer_is_told_with_the_next_case()
    {
        await using var client = BadClient.Open("answers-twice");

        var first = await client.RunAsync(BadClient.Order(name: "RES-001"), _ => { }, Watchdog);
        CaseAnswer next;
        var n = 2;
        do
        {
            next = await client.RunAsync(BadClient.Order($"r{n}", "GOOD"), _ => { }, Watchdog);
        } while (next.Breakdown is null && ++n < 1_000); // the second answer may come a case later

        first.Outcome.ShouldBe("ok");
        next.Breakdown.ShouldNotBeNull().Kind.ShouldBe(BreakdownKind.Garbled);
        next.Breakdown.Detail.ShouldContain("$.run: \"r1\" (RES-001) was answered twice");
    }

    [Fact]
    public async Task A_crash_marks_only_the_cases_that_run()
    {
        await using var client = BadClient.Open("exits");
        var before = await client.RunAsync(BadClient.Order("r0", "GOOD"), _ => { }, Watchdog);

        var crashed = await client.RunAsync(BadClient.Order(), _ => { }, Watchdog);

        before.Outcome.ShouldBe("ok");
        crashed.Breakdown!.Kind.ShouldBe(BreakdownKind.Crashed);
        crashed.Log.ShouldContain("Traceback: it broke");
    }

    [Fact]
    public async Task Answers_may_come_in_any_order()
    {
        await using var client = BadClient.Open("late");
        await client.StartAsync(Watchdog);

        var first = client.RunAsync(BadClient.Order("r1"), _ => { }, Watchdog);
        var second = client.RunAsync(BadClient.Order("r2"), _ => { }, Watchdog);

        (await second).Run.ShouldBe("r2");
        (await first).Run.ShouldBe("r1");
    }

    [Fact]
    public async Task Lines_without_a_brace_are_a_log_with_one_warning()
    {
        await using var client = BadClient.Open("chats");

        var answer = await client.RunAsync(BadClient.Order(), _ => { }, Watchdog);

        answer.Outcome.ShouldBe("ok");
        answer.Log.ShouldContain("stdout: connecting ...\nstdout: still connecting ...\n");
        answer.Log.Split("warning:").Length.ShouldBe(2);
    }

    [Fact]
    public async Task An_action_reaches_its_run()
    {
        await using var client = BadClient.Open("patient");
        await client.StartAsync(Watchdog);
        var running = client.RunAsync(BadClient.Order(), _ => { }, Watchdog);

        var done = await client.DoAsync(Action("r1"), Watchdog);
        var late = await client.DoAsync(Action("r7"), Watchdog);

        done.Ok.ShouldBeTrue(done.Message);
        (await running).Outcome.ShouldBe("ok");
        late.Message.ShouldBe("the run does not go on");
    }

    [Fact]
    public async Task An_action_without_an_answer_is_given_up()
    {
        await using var client = BadClient.Open("idle");
        await client.StartAsync(Watchdog);
        var running = client.RunAsync(BadClient.Order(deadlineMs: 1_000), _ => { }, Watchdog);

        var done = await client.DoAsync(Action("r1"), Watchdog);

        done.Message.ShouldBe("no answer to \"cancel\" within 0.3 s");
        (await running).Breakdown!.Kind.ShouldBe(BreakdownKind.Hung);
    }

    [Fact]
    public async Task A_case_that_is_given_up_does_not_disturb_the_next()
    {
        await using var client = BadClient.Open("patient"); // answers when it is told to dispose
        await client.StartAsync(Watchdog);
        using var giveUp = new CancellationTokenSource();
        var running = client.RunAsync(BadClient.Order(), _ => { }, giveUp.Token);

        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
        var next = await client.RunAsync(BadClient.Order("r2", "GOOD"), _ => { }, Watchdog);
        next.Outcome.ShouldBe("ok");
    }

    [Theory]
    [InlineData("mute", "did not answer \"start\" within 0.5 s")]
    [InlineData("impostor", "$.client.name: expected a string, found 5")]
    [InlineData("boaster", "$.capabilities[1]: \"resumes\" is not known; choose from ")]
    [InlineData("stillborn", "exited with code 7")]
    [InlineData("stillborn", "no module named chat")]
    public async Task A_wrong_introduction_is_explained(string habit, string message)
    {
        var patience = habit == "mute" ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(20);
        await using var client = BadClient.Open(habit, BadClient.Limits with { Start = patience });

        var failure = await Should.ThrowAsync<ClientUnavailableException>(() => client.StartAsync(Watchdog));

        failure.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using var client = new CommandClient("nodee x.mjs", BadClient.Limits, TimeProvider.System);

        var failure = await Should.ThrowAsync<ClientUnavailableException>(() => client.StartAsync(Watchdog));

        failure.Message.ShouldStartWith("there is no program \"nodee\" on the PATH");
    }

    [Theory]
    [InlineData("exits")]
    [InlineData("killed")]
    [InlineData("hangs")]
    [InlineData("deaf")]
    [InlineData("floods-lines")]
    [InlineData("floods-log")]
    [InlineData("gibibyte")]
    [InlineData("answers-twice")]
    [InlineData("answers-other")]
    [InlineData("leaves-child")]
    [InlineData("stubborn")]
    public async Task Nothing_that_a_client_started_outlives_it(string habit)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere a process that has lost its parent is found by nobody");
        using var life = new Lifeline();
        var client = BadClient.Open(habit, life: life);
        await client.StartAsync(Watchdog);
        await client.RunAsync(BadClient.Order(deadlineMs: 500), _ => { }, Watchdog);

        await client.DisposeAsync();

        (await life.EndAsync(Watchdog)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_line_of_a_gibibyte_is_given_up_at_the_usual_bound()
    {
        await using var client = BadClient.Open("gibibyte", new ClientLimits());
        await client.StartAsync(Watchdog);

        var answer = await client.RunAsync(BadClient.Order(), _ => { }, Watchdog);

        answer.Breakdown.ShouldNotBeNull().Kind.ShouldBe(BreakdownKind.Flooded);
        answer.Breakdown.Detail.ShouldBe(
            "a line of its standard output is longer than 16777216 bytes; end each message with a newline"
        );
    }

    [Fact]
    public async Task Of_a_flood_of_errors_the_end_is_kept()
    {
        await using var client = BadClient.Open("floods-errors");

        var answer = await client.RunAsync(BadClient.Order(), _ => { }, Watchdog);

        answer.Outcome.ShouldBe("ok", answer.Breakdown?.Detail);
        answer.Log.Length.ShouldBeLessThanOrEqualTo(BadClient.Limits.MaxLogBytes);
    }

    [Fact]
    public async Task Notes_come_in_order_while_the_case_runs()
    {
        await using var client = BadClient.Open("floods-lines");
        var notes = new ConcurrentQueue<ClientNote>();

        await client.RunAsync(BadClient.Order(), notes.Enqueue, Watchdog);

        notes.First().ShouldBe(new StatusNote("r1", "open"));
    }

    private static ActionOrder Action(string run) =>
        new()
        {
            Run = run,
            Step = "s1",
            Action = "cancel",
        };
}
