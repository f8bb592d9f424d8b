using StreamBench.Dialects;

namespace StreamBench.Cli.Serving;

/// <summary>Three lines to paste: say something, follow the answer, come back in the middle of it.</summary>
internal static class CurlLines
{
    internal static void Print(TextWriter output, Uri agent, bool needsToken)
    {
        var at = $"{agent.AbsoluteUri.TrimEnd('/')}/v1/conversations/c1";
        var who = needsToken ? " -H \"Authorization: Bearer $TOKEN\"" : "";
        output.WriteLine();
        output.WriteLine("Start a turn, follow it, resume after event 5:");
        output.WriteLine($$"""  curl{{who}} {{at}}/turns --json '{"clientMessageId":"m1","text":"Hi"}'""");
        output.WriteLine($"  curl -N{who} -H 'Accept: text/event-stream' {at}/events");
        output.WriteLine($"  curl -N{who} -H 'Accept: text/event-stream' -H 'Last-Event-ID: 1:5' {at}/events");
        output.WriteLine();
        output.WriteLine("Other dialects, of the same conversations:");
        foreach (var dialect in DialectList.All)
        {
            foreach (var endpoint in dialect.Endpoints)
            {
                var path = endpoint.Path.Replace("{c}", "c1", StringComparison.Ordinal);
                output.WriteLine($"  {dialect.Name, -12} {endpoint.Methods[0], -4} {path} ({endpoint.Transport})");
            }
        }

        output.WriteLine();
        output.WriteLine("Ctrl-C stops.");
    }
}
