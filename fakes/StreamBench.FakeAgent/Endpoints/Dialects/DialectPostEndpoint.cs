using Microsoft.AspNetCore.Http;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Endpoints.Requests;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>What clients say by POST to the path of their stream. What goes well shows there: the answer is empty.</summary>
internal sealed class DialectPostEndpoint(Agent agent, Commands commands, DialectEndpoint endpoint)
{
    internal async Task HandleAsync(HttpContext http)
    {
        var (body, error) = await RequestBody.ReadBytesAsync(http);
        var opening = endpoint.Open(DialectRequests.Of(http, body));
        var note = RequestNote.Of(http);
        note.Conversation = opening.Conversation;
        var (conversation, unknown) = Opening.Find(agent, opening.Conversation);
        if (await Gate.StopsAsync(http, agent, conversation, isStream: false))
        {
            return;
        }

        error ??= opening.Problem is not null ? ApiError.Of(opening) : unknown;
        var wish = endpoint.Read(body.Span); // nothing: a sign of life
        note.Wish = wish is null ? null : Wishes.Name(wish);
        error ??= wish is null ? null : Wishes.Grant(commands, conversation!, endpoint, wish);
        if (error is not null)
        {
            await error.WriteAsync(http);
        }
    }
}
