using System.Collections.Immutable;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>What comes before the steps of a turn: its opening and the message of the user.</summary>
internal static class TurnOpening
{
    internal static ImmutableArray<ScriptStep> Steps(ScriptTurn turn, UserMessage? message) =>
        [new EmitStep(turn.Open), .. Said(turn, message ?? (turn.User is { } text ? new UserMessage(text) : null))];

    private static IEnumerable<ScriptStep> Said(ScriptTurn turn, UserMessage? message)
    {
        if (message is null)
        {
            yield break;
        }

        var id = $"{turn.Open.Turn}-user";
        yield return new EmitStep(
            new ItemOpen
            {
                Turn = turn.Open.Turn,
                Item = id,
                Kind = ItemKind.Text,
                Role = "user",
                ClientMessageId = message.ClientMessageId,
            }
        );
        yield return new EmitStep(
            new TextAppend
            {
                Turn = turn.Open.Turn,
                Item = id,
                Text = message.Text,
            }
        );
        yield return new EmitStep(new ItemClose { Turn = turn.Open.Turn, Item = id });
    }
}
