using StreamBench.Conformance.Servers.Running;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Reads a whole conversation and looks at the life of everything in it.</summary>
internal sealed class Lifecycle : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var heard = await talk.HearAsync(null, cancellation);
        var grammar = new LifecycleGrammar();
        var order = heard.Events.Select(one => grammar.Take(one.Event!)).FirstOrDefault(blame => blame is not null);
        var end = grammar.AtEnd().FirstOrDefault();

        run.Expect("order", order is null, order ?? "");
        run.Expect("terminal", end is null, end ?? "");
    }
}
