using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Reads one conversation over two transports, while it runs and again: the same events.</summary>
internal sealed class EqualTransports : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var mine = run.Plan.Transport;
        var other =
            run.Card.Transports.FirstOrDefault(name => name != mine)
            ?? throw new NotServedException("the server has one transport only, so there is nothing to compare");
        var talk = await run.BeginAsync(cancellation);
        await using var a = await talk.OpenAsync(null, cancellation, mine);
        await using var b = await talk.OpenAsync(null, cancellation, other);
        await Task.WhenAll(a.ToEndAsync(cancellation), b.ToEndAsync(cancellation));
        Compare("live", a, b);

        var later = await talk.HearAsync(null, cancellation, mine);
        Compare("again", later, b);
        run.ExpectSame(
            "state",
            "the final state",
            Folding.Differences(Folding.Of(b.Heard).State, Folding.Of(a.Heard).State)
        );

        void Compare(string assertion, Listener left, Listener right)
        {
            var (l, r) = (left.Events.ToList(), right.Events.ToList());
            var at = l.Zip(r).TakeWhile(pair => pair.First.Content == pair.Second.Content).Count();
            run.Expect(
                assertion,
                at == l.Count && at == r.Count,
                $"event {at + 1} is {Name(l, at)} over {mine} and {Name(r, at)} over {other}"
            );
        }
    }

    private static string Name(List<Heard> events, int at) => at < events.Count ? events[at].Json : "missing";
}
