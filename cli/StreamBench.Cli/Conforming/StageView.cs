using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;

namespace StreamBench.Cli.Conforming;

/// <summary>Tells a person where to point the client, what will happen, and what happens.</summary>
internal sealed class StageView(TextWriter output, PlannedRun run) : IStageWatch
{
    private readonly TextWriter output = TextWriter.Synchronized(output);

    public void Ready(CaseOrder order, ImmutableArray<string> plan)
    {
        output.WriteLine();
        output.WriteLine($"{run.Case.Id}  {run.Case.Title}");
        output.WriteLine($"  {run.Path}");
        output.WriteLine();
        output.WriteLine($"  server        {order.Url}");
        output.WriteLine($"  transport     {order.Transport}, {order.Dialect}");
        if (run.Spoken.On(order.Transport) is { } address)
        {
            output.WriteLine($"  path          {string.Join(" or ", address.Methods)} {address.Path}");
        }

        output.WriteLine($"  conversation  {order.Conversation}");
        if (order.Message is { } message)
        {
            output.WriteLine($"  say first     \"{message.Text}\", clientMessageId {message.ClientMessageId}");
        }

        foreach (var (name, value) in order.Config.Headers)
        {
            output.WriteLine($"  header        {name}: {value}");
        }

        output.WriteLine($"  ends with     {order.Stop.When}");
        output.WriteLine();
        foreach (var line in plan)
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
        output.WriteLine("Waiting for a client; Ctrl-C stops.");
    }

    public void Wanted(ActionOrder action) =>
        output.WriteLine(
            $"now you          {action.Action}{(action.Id is { } id ? $" {id}" : "")}{(action.Text is { } text ? $" \"{Printable.Of(text)}\"" : "")}"
        );

    public void Happened(string line) => output.WriteLine(Printable.Of(line));
}
