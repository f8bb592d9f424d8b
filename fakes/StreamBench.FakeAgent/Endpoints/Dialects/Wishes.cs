using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Endpoints.Requests;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>Does what clients of dialects ask for.</summary>
internal static class Wishes
{
    /// <summary>Its name in the log of requests; null for none of a client's wishes.</summary>
    internal static string? Name(ClientWish wish) =>
        wish switch
        {
            SubmitWish => "submit",
            DecideWish => "decide",
            CancelWish => "cancel",
            _ => null,
        };

    /// <summary>Null when it was done, else why it was not.</summary>
    internal static ApiError? Grant(
        Commands commands,
        Conversation conversation,
        DialectEndpoint endpoint,
        ClientWish wish
    ) =>
        wish switch
        {
            SubmitWish submit => commands
                .Send(conversation.Id, submit.Text, submit.ClientMessageId, submit.Script)
                .Error,
            DecideWish decide => Commands.Decide(
                conversation,
                NamedOnWire(conversation, endpoint, decide.Approval),
                decide.Decision,
                decide.EditedArgs,
                idempotencyKey: null
            ),
            CancelWish cancel => Commands.Cancel(conversation, cancel.Turn),
            UnreadableWish unreadable => new ApiError(400, "bad_message", unreadable.Problem),
            _ => new ApiError(400, "bad_message", $"There is no way to grant a {wish.GetType().Name}."),
        };

    // A dialect may have its own names for approvals; one that names none is passed on, to be refused by name.
    private static string NamedOnWire(Conversation conversation, DialectEndpoint endpoint, string name) =>
        conversation
            .Journal.Events()
            .OfType<ApprovalRequest>()
            .Select(request => request.Approval)
            .FirstOrDefault(approval => endpoint.NameOf(approval) == name)
        ?? name;
}
