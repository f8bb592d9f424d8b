using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Two streams at the same time, and two resumes with the same cursor: each has to get everything.</summary>
internal sealed class ManyReaders : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        await using (var a = await talk.OpenAsync(null, cancellation))
        await using (var b = await talk.OpenAsync(null, cancellation))
        {
            await Task.WhenAll(a.ToEndAsync(cancellation), b.ToEndAsync(cancellation));
            Compare("streams", a, b, 1);
        }

        var whole = await talk.HearAsync(null, cancellation);
        var places = whole.Events.Where(one => one.Cursor is not null).ToList();
        if (places.Count == 0)
        {
            throw new ServerFaultException("a third reader was told no event that carries a cursor");
        }

        var middle = places[places.Count / 2];
        if (middle.Seq == whole.Events.Last().Seq)
        {
            return; // a long poll that brought all at once has no cursor in the middle
        }

        await using var c = await talk.OpenAsync(middle.Cursor, cancellation);
        await using var d = await talk.OpenAsync(middle.Cursor, cancellation);
        await Task.WhenAll(c.ToEndAsync(cancellation), d.ToEndAsync(cancellation));
        Compare("resumes", c, d, middle.Seq + 1);

        void Compare(string what, Listener one, Listener other, long from)
        {
            var blame = Sequences.Blame(one.Events, from) ?? Sequences.Blame(other.Events, from);
            run.Expect(what, blame is null, $"one of two readers at the same time: {blame}");
            run.Expect(
                $"same-{what}",
                one.Events.Select(e => e.Content).SequenceEqual(other.Events.Select(e => e.Content)),
                "two readers at the same time were told different events"
            );
        }
    }
}
