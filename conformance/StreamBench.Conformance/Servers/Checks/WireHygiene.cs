using System.Text;
using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Lets the server say text that is easily broken, and looks at its bytes.</summary>
internal sealed class WireHygiene : IServerCheck
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var heard = await talk.HearAsync(null, cancellation);

        if (run.Plan.Script is { } script)
        {
            var expected = Texts(Fold(ScriptPlay.Events(ShippedScripts.Find(script)!)));
            var actual = Texts(Folding.Of(heard.Heard).State);
            var at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
            run.Expect(
                "round-trip",
                at == expected.Count && at == actual.Count,
                $"text {at + 1} of {expected.Count} did not come as it was said"
            );
        }

        var bad = heard.Heard.FirstOrDefault(one => one.Cursor?.Any(char.IsControl) == true);
        run.Expect("cursor-characters", bad is null, $"the cursor of event {bad?.Seq} holds a control character");
        if (run.Plan.Transport is "sse" or "ndjson")
        {
            await LookAtBytesAsync(run, talk, cancellation);
        }
    }

    private static async Task LookAtBytesAsync(ServerRun run, Talk talk, CancellationToken cancellation)
    {
        var type = run.Plan.Transport == "sse" ? "text/event-stream" : "application/x-ndjson";
        using var answer = await run.Link.SendAsync(
            HttpMethod.Get,
            run.Link.At(talk.Id, "/events"),
            cancellation,
            null,
            ("Accept", type)
        );
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        var bytes = new MemoryStream();
        using var patience = new CancellationTokenSource(run.Settings.Scale(3_000), run.Settings.Time);
        try
        {
            await body.CopyToAsync(bytes, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It stays open for the next turn: what has come is enough.
        }

        var isWhole = bytes.Length == 0 || bytes.GetBuffer()[bytes.Length - 1] == '\n';
        run.Expect("utf-8", !isWhole || IsUtf8(bytes.ToArray()), "the stream holds bytes that are no UTF-8");
        run.Expect("no-nul", !bytes.ToArray().AsSpan().Contains((byte)0), "the stream holds a NUL byte");
    }

    private static Protocol.State.ConversationState Fold(IEnumerable<StreamEvent> events)
    {
        var reducer = new Protocol.Reduction.Reducer();
        foreach (var happening in events)
        {
            reducer.Apply(happening);
        }

        return reducer.State;
    }

    private static List<string> Texts(Protocol.State.ConversationState state) =>
        [.. state.Order.Where(item => item.Kind == ItemKind.Text && item.Role != "user").Select(item => item.Text)];

    private static bool IsUtf8(byte[] bytes)
    {
        try
        {
            _ = Strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
