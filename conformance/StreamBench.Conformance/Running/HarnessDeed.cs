using System.Text.Json.Nodes;
using StreamBench.FakeAgent.Conversations;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Running;

/// <summary>What the harness does in the middle of a run, by the names of <see cref="Deeds.OfHarness"/>.</summary>
internal static class HarnessDeed
{
    internal static async Task DoAsync(
        string name,
        JsonObject with,
        string client,
        Stage stage,
        CancellationToken cancellation
    )
    {
        var conversation = stage.Conversation;
        switch (name)
        {
            case "wait":
                break;
            case "release":
                if (with["after"] is { } next)
                {
                    conversation.HoldAfter(next.GetValue<long>());
                }

                conversation.Release();
                break;
            case "restart":
                conversation.Restart(dropPending: with["drop-pending"]?.GetValue<bool>() ?? false);
                break;
            case "evict":
                conversation.Evict((int)(with["keep"]?.GetValue<long>() ?? 0));
                break;
            case "bye":
                conversation.SendAway((string?)with["reason"] ?? ByeReason.Drain);
                break;
            case "behave":
                conversation.Behaviour = Stage.BehaviourOf(with["behaviour"], stage.Values);
                break;
            case "submit":
                conversation.Submit((string?)with["text"], (string?)with["message"]);
                break;
            case "say":
                SaidEvent.Say(conversation, with["event"]);
                break;
            case "decide":
                Decide(conversation, with);
                break;
            case "cancel-turn":
                conversation.Cancel(conversation.Journal.Events().OfType<TurnOpen>().Last().Turn!);
                break;
            default:
                await DoAtProxyAsync(name, with, client, stage, cancellation);
                break;
        }
    }

    private static void Decide(Conversation conversation, JsonObject with)
    {
        var events = conversation.Journal.Events();
        var decided = events.OfType<ApprovalDecision>().Select(d => d.Approval).ToHashSet(StringComparer.Ordinal);
        var open = events.OfType<ApprovalRequest>().Where(request => !decided.Contains(request.Approval)).ToList();
        var approval = (string?)with["id"] ?? open[0].Approval;
        conversation.Decide(approval, (string?)with["decision"] ?? Decisions.Approved, by: (string?)with["by"]);
    }

    private static async Task DoAtProxyAsync(
        string name,
        JsonObject with,
        string client,
        Stage stage,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var proxy = stage.ProxyOf(client);
        switch (name)
        {
            case "proxy":
                var transport = stage.Run.Variant.Setup.Clients.First(role => role.Name == client).Transport;
                await proxy.SetRulesAsync(
                    Stage.RulesOf(with["rules"], stage.Run, transport ?? stage.Run.Transport, stage.Values)
                );
                break;
            case "proxy-off":
                await proxy.DisableAsync();
                break;
            case "proxy-on":
                await proxy.EnableAsync();
                break;
            default:
                throw new FormatException(
                    $"there is no deed \"{name}\"; there are {string.Join(", ", Deeds.OfHarness.Keys)}"
                );
        }
    }
}
