using System.Net;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Tests.Endpoints;
using StreamBench.Protocol.Events;
using StreamBench.Testing;
using StreamBench.V1;

namespace StreamBench.FakeAgent.Tests.Misbehaviour;

public sealed class LostAnswerTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("grpc")]
    public async Task Lost_answer_leaves_the_request_done_and_the_retry_gives_the_same_turn(string wire)
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", behaviour: Losing(new LostAnswer { Requests = ["turns"] }));

        var first = await SendAsync(world, wire);
        await conversation.WhenFinishedAsync(world.Watchdog);
        var second = await SendAsync(world, wire);

        first.ShouldBe("lost");
        second.ShouldBe("answered");
        conversation.Journal.Events().OfType<TurnOpen>().Count().ShouldBe(1);
        world
            .Server.Requests.Of("c")
            .Select(r => (r.ClientMessageId, r.Status))
            .ShouldBe([("m1", 0), ("m1", wire == "http" ? 202 : 200)]);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("grpc")]
    public async Task Request_lost_on_the_way_in_does_nothing(string wire)
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", behaviour: Losing(new LostAnswer { Before = true }));

        var first = await SendAsync(world, wire);
        var after = conversation.Journal.Window.LastSeq;
        var second = await SendAsync(world, wire);

        (first, after, second).ShouldBe(("lost", 0, "answered"));
        world.Server.Requests.Of("c")[0].Status.ShouldBe(0);
    }

    [Fact]
    public async Task Late_answer_comes_after_its_delay_although_the_turn_runs_long_before()
    {
        var time = new ManualTime();
        await using var world = await World.OpenAsync(time: time);
        var conversation = world.Create("c", behaviour: Losing(new LostAnswer { DelayMs = 60_000 }));

        var answer = SendAsync(world, "http");
        await time.WaitForTimerInAsync(TimeSpan.FromMinutes(1), world.Watchdog);
        time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        await conversation.WhenFinishedAsync(world.Watchdog);
        var early = answer.IsCompleted;
        time.Advance(TimeSpan.FromTicks(1));

        early.ShouldBeFalse();
        (await answer).ShouldBe("answered");
    }

    [Fact]
    public async Task Late_request_is_done_after_its_delay()
    {
        var time = new ManualTime();
        await using var world = await World.OpenAsync(o => o with { Conversations = new ConversationOptions() }, time);
        var conversation = world.Create(
            "c",
            "refund",
            Losing(
                new LostAnswer
                {
                    Requests = ["cancel"],
                    Before = true,
                    DelayMs = 50,
                }
            )
        );
        var turn = conversation.Submit("hi", "m1").Turn;
        conversation.HoldAfter(1);
        time.Advance(TimeSpan.FromMinutes(1));
        await conversation.WhenHeldAsync(world.Watchdog);

        var cancel = world.PostAsync($"c/turns/{turn}/cancel", "");
        await time.WaitForTimerInAsync(TimeSpan.FromMilliseconds(50), world.Watchdog);
        var isAsked = conversation.Journal.Events().Count > 1;
        time.Advance(TimeSpan.FromMilliseconds(50));
        var answer = await cancel;
        conversation.Release();
        time.Advance(TimeSpan.FromMinutes(1));
        await conversation.WhenFinishedAsync(world.Watchdog);

        isAsked.ShouldBeFalse();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        conversation.Journal.Events().OfType<TurnClose>().First().Status.ShouldBe(TurnStatus.Cancelled);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("grpc")]
    public async Task Decision_whose_answer_is_lost_counts_once(string wire)
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create(
            "c",
            "s-appr",
            Losing(new LostAnswer { Requests = ["approvals", "cancel", "tool-results"] })
        );
        conversation.Submit("hi", "m1");
        var approval = await ApprovalAsync(world, conversation);

        var answers = new[] { await DecideAsync(world, wire, approval), await DecideAsync(world, wire, approval) };

        answers.ShouldBe(["lost", "answered"]);
        conversation.Journal.Events().OfType<ApprovalDecision>().Count().ShouldBe(1);
        world.Server.Requests.Of("c").Select(r => r.IdempotencyKey).ShouldBe(["k1", "k1"]);
    }

    [Fact]
    public async Task Tool_result_may_be_lost_too()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", "s-ctool", Losing(new LostAnswer { Requests = ["tool-results"] }));
        conversation.Submit("hi", "m1");
        await conversation.WhenJournalledAsync(16, world.Watchdog); // the call, which then waits
        var call = conversation.Journal.Events().OfType<ToolCall>().First().Item;

        await Should.ThrowAsync<HttpRequestException>(() =>
            world.PostAsync($"c/items/{call}/result", """{"result":1}""")
        );
        var retry = await world.PostAsync($"c/items/{call}/result", """{"result":1}""");

        retry.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Wrong_members_are_named() =>
        new AgentBehaviour
        {
            LosesAnswers = new LostAnswer
            {
                Requests = ["history"],
                Times = 0,
                DelayMs = -1,
            },
        }
            .Validate()
            .Select(p => p.Split(':')[0])
            .ShouldBe(["losesAnswers.requests", "losesAnswers.times", "losesAnswers.delayMs"]);

    private static AgentBehaviour Losing(LostAnswer loss) => new() { LosesAnswers = loss };

    private static async Task<string> ApprovalAsync(World world, Conversation conversation)
    {
        for (var seq = 1; ; seq++)
        {
            await conversation.WhenJournalledAsync(seq, world.Watchdog);
            if (conversation.Journal.Events()[seq - 1] is ApprovalRequest request)
            {
                return request.Approval;
            }
        }
    }

    private static Task<string> SendAsync(World world, string wire) =>
        wire == "http"
            ? OutcomeAsync(world.PostAsync("c/turns", """{"text":"hi","clientMessageId":"m1"}"""))
            : OutcomeAsync(
                Listener.CallAsync(
                    world,
                    "Send",
                    new SendRequest
                    {
                        Conversation = "c",
                        Text = "hi",
                        ClientMessageId = "m1",
                    }
                )
            );

    private static Task<string> DecideAsync(World world, string wire, string approval) =>
        wire == "http"
            ? OutcomeAsync(
                world.PostAsync($"c/approvals/{approval}", """{"decision":"approved"}""", ("Idempotency-Key", "k1"))
            )
            : OutcomeAsync(
                Listener.CallAsync(
                    world,
                    "Decide",
                    new DecideRequest
                    {
                        Conversation = "c",
                        Approval = approval,
                        Decision = "approved",
                        IdempotencyKey = "k1",
                    }
                )
            );

    private static async Task<string> OutcomeAsync(Task<HttpResponseMessage> request)
    {
        try
        {
            return (await request).IsSuccessStatusCode ? "answered" : "refused";
        }
        catch (HttpRequestException)
        {
            return "lost";
        }
    }

    private static async Task<string> OutcomeAsync(Task<Heard> call) =>
        (await call).End switch
        {
            "reset" => "lost",
            "grpc 0" => "answered",
            var other => other,
        };
}
