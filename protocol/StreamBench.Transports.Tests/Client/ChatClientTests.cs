using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Testing;
using StreamBench.Transports.Client;
using static StreamBench.Transports.Tests.Client.QuickClient;
using Script = StreamBench.Transports.Tests.Client.ScriptedTransport.Script;

namespace StreamBench.Transports.Tests.Client;

/// <summary>Credentials, waits, time-outs, requests and the client's own end.</summary>
public sealed class ChatClientTests : IDisposable
{
    private readonly CancellationTokenSource watchdog = new(TimeSpan.FromSeconds(30));

    public void Dispose() => watchdog.Dispose();

    [Theory]
    [InlineData(true, ClientOutcome.Ok)]
    [InlineData(false, ClientOutcome.AuthRequired)]
    public async Task A_refused_token_is_refreshed_once_and_the_cursor_stays(bool isFresh, ClientOutcome outcome)
    {
        var refused = new Script(new StreamEnd(StreamEndKind.Refused, StreamSide.Server, "") { Status = 401 });
        var rest = new Script(Say.Fin, [Say.Greeting, .. Say.Turn[3..], Say.Done]);
        var transport = new ScriptedTransport(
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[..3]]),
            refused,
            isFresh ? rest : refused
        );
        var refreshes = 0;

        var seen = await RunAsync(
            transport,
            parts =>
                parts with
                {
                    RefreshHeaders = _ =>
                    {
                        refreshes++;
                        return Task.FromResult<ImmutableDictionary<string, string>?>(
                            parts.Headers.Add("authorization", "B")
                        );
                    },
                }
        );

        seen.Outcome.ShouldBe(outcome);
        refreshes.ShouldBe(1);
        transport.Cursors.ShouldBe([null, "c3", "c3"]);
    }

    [Fact]
    public async Task Asking_for_a_new_connection_many_times_makes_one_at_a_time()
    {
        var transport = new ScriptedTransport(
            new Script(null, [Say.Greeting, .. Say.Turn[..3]]),
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[3..], Say.Done])
        );
        await using var client = NewClient(transport);
        var running = client.RunAsync(cancellation: watchdog.Token);
        await client.WhenAsync(state => state.LastSeq == 3).WaitAsync(watchdog.Token);

        for (var n = 0; n < 5; n++)
        {
            client.Reconnect();
        }

        var seen = await running;
        seen.Digest.ShouldBe(Say.Digest);
        transport.MostLive.ShouldBe(1);
        transport.Cursors.ShouldBe([null, "c3"]);
    }

    [Fact]
    public async Task A_reader_that_pauses_goes_on_where_it_stopped()
    {
        var transport = new ScriptedTransport(new Script(Say.Fin, [Say.Greeting, .. Say.Turn, Say.Done]));
        await using var client = NewClient(transport);
        client.PauseReading();

        var running = client.RunAsync(cancellation: watchdog.Token);
        client.Read(reducer => reducer.State.LastSeq).ShouldBe(0);
        client.ResumeReading();

        (await running).Digest.ShouldBe(Say.Digest);
        transport.Cursors.ShouldBe([null]);
    }

    [Fact]
    public async Task Disposing_ends_the_run_and_leaves_nothing_open()
    {
        var transport = new ScriptedTransport(new Script(null, [Say.Greeting, .. Say.Turn[..3]]));
        var client = NewClient(transport);
        var running = client.RunAsync(cancellation: watchdog.Token);
        await client.WhenAsync(state => state.LastSeq == 3).WaitAsync(watchdog.Token);

        await client.DisposeAsync();

        running.IsCompleted.ShouldBeTrue();
        (await running).Outcome.ShouldBe(ClientOutcome.Stopped);
        transport.Live.ShouldBe(0);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(1000)]
    public async Task The_wait_that_hello_names_is_a_lower_bound(int retryMs)
    {
        var time = new ManualTime();
        var transport = new ScriptedTransport(
            new Script(Say.Fin, [Say.Hello("live", retryMs: retryMs), .. Say.Turn[..3]]),
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[3..], Say.Done])
        );
        var dropped = new TaskCompletionSource();
        var watch = new ClientWatch { OnStatus = status => _ = status == "reconnecting" && dropped.TrySetResult() };
        await using var client = new ChatClient(Parts(transport) with { Watch = watch }, Quick, time);
        var running = client.RunAsync(cancellation: watchdog.Token);
        await dropped.Task.WaitAsync(watchdog.Token);
        await time.WaitForTimersAsync(1, watchdog.Token);

        time.Advance(TimeSpan.FromMilliseconds(retryMs - 1));
        transport.Cursors.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromMilliseconds(1));

        (await running).Connections[1].At.ShouldBe(TimeSpan.FromMilliseconds(retryMs));
    }

    [Fact]
    public async Task A_turn_that_stands_still_is_asked_for_once_more_and_then_timed_out_for_the_time_being()
    {
        var config = Quick with { TurnTimeout = TimeSpan.FromMilliseconds(200) };
        var transport = new ScriptedTransport(
            new Script(null, [Say.Greeting, .. Say.Turn[..3]]),
            new Script(null, Say.Greeting)
        );

        var seen = await RunAsync(
            transport,
            config: config,
            until: state => state.Turns.Count > 0 && state.InputEnabled
        );

        transport.Cursors.ShouldBe([null, "c3"]);
        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.InputEnabled.ShouldBeTrue();
        seen.State.GetProperty("turns")[0].GetProperty("status").GetString().ShouldBe(TurnStatus.TimedOut);
        seen.State.GetProperty("items").GetProperty("i1").GetProperty("text").GetString().ShouldBe("Hello ");
    }

    [Fact]
    public async Task A_pending_approval_may_wait_longer_than_a_turn()
    {
        var time = new ManualTime();
        var config = Quick with { TurnTimeout = TimeSpan.FromMilliseconds(200) };
        var pending = Say.Event(
            """{"type":"approval.request","seq":4,"turn":"t1","approval":"a1","prompt":"Go?"}""",
            4
        );
        var transport = new ScriptedTransport(new Script(null, [Say.Greeting, .. Say.Turn[..3], pending]));
        await using var client = new ChatClient(Parts(transport), config, time);
        var running = client.RunAsync(cancellation: watchdog.Token);
        await client.WhenAsync(state => state.Approvals.Count == 1).WaitAsync(watchdog.Token);

        for (var n = 0; n < 3; n++)
        {
            await time.WaitForTimersAsync(1, watchdog.Token);
            time.Advance(config.TurnTimeout);
        }

        await client.DisposeAsync();
        (await running).InputEnabled.ShouldBeFalse();
        transport.Cursors.ShouldBe([null]);
    }

    [Fact]
    public async Task An_error_that_the_client_got_over_is_not_shown_and_one_that_stays_is_shown_once()
    {
        var passing =
            """{"type":"error","seq":4,"scope":"stream","code":"busy","message":"m","retryable":true,"retryAfterMs":1}""";
        var staying =
            """{"type":"error","seq":5,"turn":"t1","scope":"turn","code":"broken","message":"m","retryable":false}""";
        var failed = """{"type":"turn.close","seq":6,"turn":"t1","status":"failed"}""";
        var transport = new ScriptedTransport(
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[..3], Say.Event(passing, 4)]),
            new Script(Say.Fin, Say.Greeting, Say.Event(passing, 4), Say.Event(staying, 5), Say.Event(staying, 5)),
            new Script(Say.Fin, Say.Greeting, Say.Event(staying, 5), Say.Event(failed, 6), Say.Done)
        );

        var seen = await RunAsync(transport);

        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.Errors.ShouldHaveSingleItem().Code.ShouldBe("broken");
    }

    [Fact]
    public async Task A_request_without_an_answer_is_repeated_with_the_same_key_until_the_stream_has_told_the_outcome()
    {
        var pending = Say.Event(
            """{"type":"approval.request","seq":4,"turn":"t1","approval":"a1","prompt":"Go?"}""",
            4
        );
        var decided = Say.Event("""{"type":"approval.decision","seq":5,"approval":"a1","decision":"approved"}""", 5);
        var lost = new ScriptedRequests(new ChatReply(0), new ChatReply(0), new ChatReply(200));
        var told = new ScriptedTransport(new Script(null, [Say.Greeting, .. Say.Turn[..3], pending, decided]));
        var untold = new ScriptedTransport(new Script(null, [Say.Greeting, .. Say.Turn[..3], pending]));

        (await DecideAsync(untold, lost, seq: 4)).ShouldBe([0, 0, 200]);
        (await DecideAsync(told, new ScriptedRequests(new ChatReply(0)), seq: 5)).ShouldBe([0]);
    }

    private async Task<IEnumerable<int>> DecideAsync(ScriptedTransport transport, ScriptedRequests requests, long seq)
    {
        await using var client = new ChatClient(
            Parts(transport) with
            {
                Requests = requests,
            },
            Quick,
            TimeProvider.System
        );
        var running = client.RunAsync(cancellation: watchdog.Token);
        await client.WhenAsync(state => state.LastSeq == seq).WaitAsync(watchdog.Token);

        await client.DecideAsync("a1", Decisions.Approved, cancellation: watchdog.Token);

        await client.DisposeAsync();
        var sent = (await running).Requests;
        sent.Select(request => request.Key).Distinct().ShouldHaveSingleItem();
        return sent.Select(request => request.Status);
    }
}
