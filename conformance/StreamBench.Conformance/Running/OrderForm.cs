using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Running;

/// <summary>Writes the order that a client gets for a run.</summary>
internal static class OrderForm
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>An order to listen; who is to say something gets a message beside it.</summary>
    internal static CaseOrder Of(PlannedRun run, RunSettings settings, OrderPlace place)
    {
        var setup = run.Variant.Setup;
        return new CaseOrder
        {
            Run = place.Name,
            Case = run.Case.Id,
            Url = place.Url,
            Transport = place.Transport,
            Dialect = run.Spoken.Word,
            Conversation = place.Conversation,
            Config = ConfigOf(setup, settings),
            Observe = setup.Observe,
            Stop = new StopRule(
                setup.Stop,
                settings.ScaleMs(settings.DeadlineMs),
                setup.Turns > 0 ? setup.Turns : ScriptFacts.Of(ShippedScripts.Find(run.Script)!).Turns
            ),
        };
    }

    private static CaseConfig ConfigOf(Setup setup, RunSettings settings)
    {
        var plain = new CaseConfig();
        var config = JsonSerializer
            .SerializeToNode(
                plain with
                {
                    InitialRetryMs = settings.ScaleMs(plain.InitialRetryMs),
                    MaxRetryMs = settings.ScaleMs(plain.MaxRetryMs),
                    IdleTimeoutMs = settings.ScaleMs(plain.IdleTimeoutMs),
                    TurnTimeoutMs = settings.ScaleMs(plain.TurnTimeoutMs),
                    ConnectTimeoutMs = settings.ScaleMs(plain.ConnectTimeoutMs),
                },
                Json
            )!
            .AsObject();
        foreach (var (member, value) in setup.Config)
        {
            config[member] =
                member.EndsWith("Ms", StringComparison.Ordinal) && value is JsonValue number
                    ? settings.ScaleMs(number.Deserialize<double>())
                    : value?.DeepClone();
        }

        return config.Deserialize<CaseConfig>(Json)!;
    }
}

/// <summary>Where a client is to go.</summary>
/// <param name="Name">Names the client's run.</param>
/// <param name="Url">Base address of the server.</param>
/// <param name="Transport">The transport.</param>
/// <param name="Conversation">Id of the conversation.</param>
internal sealed record OrderPlace(string Name, string Url, string Transport, string Conversation);
