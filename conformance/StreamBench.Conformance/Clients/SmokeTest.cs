using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Clients;

/// <summary>
/// Six tiny exchanges with a client, which speak about its adapter and not about the client: does it start, answer, report a state,
/// keep its deadline, take an action, and survive a server that is not there? No fault is injected.
/// </summary>
public static class SmokeTest
{
    private const string Hello = "Hello, world — ✓ 你好 👋!";

    /// <summary>Runs the exchanges one after the other; stops after the first when the client does not start.</summary>
    /// <param name="client">The client, not yet started. Stays the caller's to dispose of.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>One finding an exchange, in their order.</returns>
    public static async Task<ImmutableArray<SmokeFinding>> RunAsync(
        IClientUnderTest client,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ClientIntroduction introduction;
        try
        {
            introduction = await client.StartAsync(cancellation);
        }
        catch (ClientUnavailableException e)
        {
            return [new SmokeFinding("start", e.Message)];
        }

        await using var server = await StartServerAsync(cancellation);
        var orders = new SmokeOrders(server.HttpAddress, introduction);
        return
        [
            new SmokeFinding("start", null),
            await AnswerAsync(client, server, orders, "turn", cancellation),
            await AnswerAsync(client, server, orders, "again", cancellation),
            await DeadlineAsync(client, server, orders, cancellation),
            await ActionAsync(client, server, orders, cancellation),
            await AbsentServerAsync(client, orders, cancellation),
        ];
    }

    private static async Task<SmokeFinding> AnswerAsync(
        IClientUnderTest client,
        FakeAgentServer server,
        SmokeOrders orders,
        string name,
        CancellationToken cancellation
    )
    {
        server.Conversations.Create(name, ShippedScripts.Find("s-hello")!);
        var answer = await client.RunAsync(orders.Make(name, "turn_end", 8_000), _ => { }, cancellation);
        return new SmokeFinding(
            name,
            SmokeAnswer.Trouble(answer)
                ?? (answer.Outcome == "ok" ? null : $"a plain turn ended as \"{answer.Outcome}\"; expected \"ok\"")
                ?? (orders.ReportsState ? SmokeAnswer.StateTrouble(answer.State, Hello) : null)
        );
    }

    // The answer never completes: by its deadline the client reports what it has.
    private static async Task<SmokeFinding> DeadlineAsync(
        IClientUnderTest client,
        FakeAgentServer server,
        SmokeOrders orders,
        CancellationToken cancellation
    )
    {
        var conversation = server.Conversations.Create("deadline", ShippedScripts.Find("s-hello")!)!;
        conversation.Behaviour = AgentBehaviour.Correct with { NeverCompletes = true };
        var answer = await client.RunAsync(orders.Make("deadline", "turn_end", 1_500), _ => { }, cancellation);
        return new SmokeFinding("deadline", SmokeAnswer.Trouble(answer));
    }

    private static async Task<SmokeFinding> ActionAsync(
        IClientUnderTest client,
        FakeAgentServer server,
        SmokeOrders orders,
        CancellationToken cancellation
    )
    {
        var conversation = server.Conversations.Create("action", ShippedScripts.Find("s-hello")!)!;
        conversation.Behaviour = AgentBehaviour.Correct with { NeverCompletes = true };
        var running = client.RunAsync(orders.Make("action", "dispose", 1_500), _ => { }, cancellation);
        var action = new ActionOrder
        {
            Run = "smoke-action",
            Step = "s1",
            Action = "no-such-action",
        };
        var unknown = await client.DoAsync(action, cancellation);
        var answer = await running;
        return new SmokeFinding(
            "action",
            SmokeAnswer.Trouble(answer)
                ?? (
                    unknown.Unsupported
                        ? null
                        : "an unknown action has to be answered with \"unsupported\":true; "
                            + (unknown.Message ?? "it was answered as done")
                )
        );
    }

    private static async Task<SmokeFinding> AbsentServerAsync(
        IClientUnderTest client,
        SmokeOrders orders,
        CancellationToken cancellation
    )
    {
        // Port 9 (discard) of loopback: nothing listens there, and everybody may ask.
        var order = orders.Make("absent", "turn_end", 1_500) with
        {
            Url = "http://127.0.0.1:9",
        };
        var answer = await client.RunAsync(order, _ => { }, cancellation);
        return new SmokeFinding(
            "absent",
            SmokeAnswer.Trouble(answer)
                ?? (
                    answer.Outcome == "ok"
                        ? "there was no server, and yet the outcome is \"ok\"; say \"gave_up\" or \"error\""
                        : null
                )
        );
    }

    private static Task<FakeAgentServer> StartServerAsync(CancellationToken cancellation) =>
        FakeAgentServer.StartAsync(
            new FakeAgentOptions
            {
                HttpPort = 0,
                GrpcPort = 0,
                Conversations = new ConversationOptions
                {
                    Pace = 0,
                    Subscriptions = new SubscriptionLimits { Retry = TimeSpan.FromMilliseconds(20) },
                },
            },
            cancellation: cancellation
        );
}

/// <summary>What came of one exchange.</summary>
/// <param name="Exchange"><c>start</c>, <c>turn</c>, <c>again</c>, <c>deadline</c>, <c>action</c> or <c>absent</c>.</param>
/// <param name="Trouble">What the adapter does wrong and what to do about it; null when it is well.</param>
public sealed record SmokeFinding(string Exchange, string? Trouble)
{
    /// <summary>True when there is nothing to mend.</summary>
    public bool IsGood => Trouble is null;
}
