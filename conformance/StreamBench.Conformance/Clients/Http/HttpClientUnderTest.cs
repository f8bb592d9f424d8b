using System.Net.Http.Headers;
using System.Net.Sockets;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Runs;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.Http;

/// <summary>
/// <c>http://host:port</c>: a test service that somebody else has started, on a phone or in a simulator. Each order is POSTed to
/// the path of its name: <c>/start</c>, <c>/case</c>, <c>/do</c>.
/// </summary>
/// <remarks>
/// The response to <c>/start</c> and <c>/do</c> is the answer. That to <c>/case</c> is the answer too, or 202: then the answer comes to
/// <see cref="CaseOrder.Callback"/>, as notes always do. The service goes on running afterwards.
/// </remarks>
public sealed class HttpClientUnderTest : IClientUnderTest
{
    private readonly OpenRuns runs = new();
    private readonly HttpClient http;
    private readonly ClientLimits limits;
    private readonly TimeProvider time;
    private CallbackListener? listener;

    /// <summary>A client that has not been asked anything yet.</summary>
    /// <param name="service">Base address of the test service.</param>
    /// <param name="limits">How patient to be, and how much to take.</param>
    /// <param name="time">The clock.</param>
    public HttpClientUnderTest(Uri service, ClientLimits limits, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(limits);
        (this.limits, this.time) = (limits, time);
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(service.AbsoluteUri.TrimEnd('/') + "/"),
            MaxResponseContentBufferSize = limits.MaxLineBytes,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc/>
    public async Task<ClientIntroduction> StartAsync(CancellationToken cancellation)
    {
        var (message, fault) = await PostAsync(
            "start",
            new StartOrder(1, HarnessName.Text),
            limits.Start,
            cancellation
        );
        var introduction = message switch
        {
            ClientMessage.Introduced(var said) => said.Checked(),
            ClientMessage.Malformed(_, var blame) => throw Unavailable(blame),
            _ => throw Unavailable(fault?.Detail ?? "the response is no {\"re\":\"start\",…}"),
        };
        listener ??= await CallbackListener.StartAsync(runs, limits, cancellation);
        return introduction;
    }

    /// <inheritdoc/>
    public async Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        var callbacks = listener ?? throw new InvalidOperationException("start the client first");
        var run = runs.Open(order, note);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var posting = PostCaseAsync(run, order with { Callback = callbacks.AddressOf(order.Run) }, over.Token);
        try
        {
            var answer = await run.WaitAsync(limits.Grace, time, () => callbacks.Missing(order.Run), cancellation);
            return answer;
        }
        catch (OperationCanceledException)
        {
            var dispose = new ActionOrder
            {
                Run = order.Run,
                Step = "given-up",
                Action = "dispose",
            };
            await PostAsync("do", dispose, limits.Stop, CancellationToken.None);
            throw;
        }
        finally
        {
            runs.Close(run);
            callbacks.Forget(order.Run);
            await over.CancelAsync();
            await posting;
        }
    }

    /// <inheritdoc/>
    public async Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(action);
        var (message, fault) = await PostAsync("do", action, limits.Action, cancellation);
        return message switch
        {
            ClientMessage.ActionAnswered(var answer) when answer.Run == action.Run && answer.Step == action.Step =>
                answer,
            ClientMessage.Malformed(_, var blame) => OpenRun.Missed(action, blame),
            _ => OpenRun.Missed(action, fault?.Detail ?? "the response to POST /do answers another action"),
        };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (listener is not null)
        {
            await listener.DisposeAsync();
        }

        http.Dispose();
    }

    private ClientUnavailableException Unavailable(string why) =>
        new($"the test service at {http.BaseAddress} did not introduce itself: {why}");

    private async Task PostCaseAsync(OpenRun run, CaseOrder order, CancellationToken over)
    {
        var patience = TimeSpan.FromMilliseconds(order.Stop.DeadlineMs) + limits.Grace + limits.Stop;
        var (message, fault) = await PostAsync("case", order, patience, over);
        switch (message)
        {
            case ClientMessage.CaseAnswered(var answer) when answer.Run == order.Run:
                run.Answer(answer);
                break;
            case ClientMessage.CaseAnswered(var answer):
                Garbled($"$.run: answered for \"{answer.Run}\", but \"{order.Run}\" was asked");
                break;
            case ClientMessage.Malformed(_, var blame):
                Garbled(blame);
                break;
            case not null:
                Garbled("the response to POST /case is no {\"re\":\"case\",…}");
                break;
            case null when fault is not null:
                run.Fail(fault);
                break;
        }

        void Garbled(string blame) => run.Fail(new Breakdown(BreakdownKind.Garbled, $"{blame}. {OpenRuns.NextStep}"));
    }

    // Neither a message nor a fault: 202, the answer comes later.
    private async Task<(ClientMessage? Message, Breakdown? Fault)> PostAsync<T>(
        string path,
        T order,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        using var watchdog = new CancellationTokenSource(patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, watchdog.Token);
        using var content = new ByteArrayContent(MessageWriter.Write(order));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content, stop.Token);
            var body = await response.Content.ReadAsByteArrayAsync(stop.Token);
            return (int)response.StatusCode switch
            {
                202 when path == "case" => (null, null),
                200 => (MessageReader.Read(body, limits.MaxDepth), null),
                var status => (
                    null,
                    Fault(BreakdownKind.Garbled, path, $"was answered with status {status}; expected 200")
                ),
            };
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return (
                null,
                Fault(BreakdownKind.Flooded, path, $"was answered with more than {limits.MaxLineBytes} bytes")
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return (null, Fault(BreakdownKind.Crashed, path, $"failed: {e.Message}; is the test service running?"));
        }
        catch (OperationCanceledException) when (watchdog.IsCancellationRequested)
        {
            return (null, Fault(BreakdownKind.Hung, path, $"was not answered within {patience.TotalSeconds} s"));
        }
        catch (OperationCanceledException) when (path == "case")
        {
            return (null, null); // the run is over
        }
    }

    private static Breakdown Fault(BreakdownKind kind, string path, string what) => new(kind, $"POST /{path} {what}");
}
