using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Endpoints.Requests;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>Does what clients of dialects ask for.</summary>
internal static class Wishes
{
    /// <summary>Null when it was done, else why it was not.</summary>
    internal static ApiError? Grant(Commands commands, Conversation conversation, ClientWish wish) =>
        wish switch
        {
            SubmitWish submit => commands
                .Send(conversation.Id, submit.Text, submit.ClientMessageId, submit.Script)
                .Error,
            DecideWish decide => Commands.Decide(
                conversation,
                decide.Approval,
                decide.Decision,
                decide.EditedArgs,
                idempotencyKey: null
            ),
            CancelWish cancel => Commands.Cancel(conversation, cancel.Turn),
            _ => new ApiError(400, "bad_message", $"There is no way to grant a {wish.GetType().Name}."),
        };
}
