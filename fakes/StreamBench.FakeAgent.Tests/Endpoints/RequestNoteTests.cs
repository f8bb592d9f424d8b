using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StreamBench.FakeAgent.Endpoints;

namespace StreamBench.FakeAgent.Tests.Endpoints;

public sealed class RequestNoteTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Request_is_in_the_log_once_with_the_status_that_its_client_saw(bool isHeard, bool goesThen)
    {
        var agent = new Agent(new FakeAgentOptions(), TimeProvider.System, CancellationToken.None);
        var response = new Response();
        var http = new DefaultHttpContext { Features = { [typeof(IHttpResponseFeature)] = response } };
        RequestNote.Begin(http, agent);
        RequestNote.Of(http).Conversation = "c";

        http.Response.StatusCode = 202;
        if (isHeard)
        {
            await response.StartAsync();
        }

        if (!isHeard || goesThen)
        {
            http.RequestAborted = new CancellationToken(canceled: true);
        }

        await response.CompleteAsync();

        agent.Requests.Of("c").ShouldHaveSingleItem().Status.ShouldBe(isHeard ? 202 : 0);
        await agent.Requests.WhenAnsweredAsync("c", TestContext.Current.CancellationToken);
    }

    /// <summary>Runs what a server runs when an answer begins, which it does not for one that nobody waits for, and when all is over.</summary>
    private sealed class Response : HttpResponseFeature
    {
        private Func<Task> starting = () => Task.CompletedTask;
        private Func<Task> completed = () => Task.CompletedTask;

        public override void OnStarting(Func<object, Task> callback, object state) => starting = () => callback(state);

        public override void OnCompleted(Func<object, Task> callback, object state) =>
            completed = () => callback(state);

        internal Task StartAsync() => starting();

        internal Task CompleteAsync() => completed();
    }
}
