using System.Text.Json;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Servers.Cases;

namespace StreamBench.Cli.Conforming;

/// <summary>The cases for servers, for people.</summary>
internal static class ServerCaseView
{
    internal static string Line(ServerCase one)
    {
        var head = $"{one.Id}  {Words.Of(one.Level), -6} {"server", -18} ";
        return head + (one.Title.Length > 79 - head.Length ? one.Title[..(78 - head.Length)] + "…" : one.Title);
    }

    internal static string Json(ServerCase one) =>
        JsonSerializer.Serialize(
            new
            {
                id = one.Id,
                title = one.Title,
                level = Words.Of(one.Level),
                phase = one.Phase,
                needs = one.Needs,
                transports = one.Transports,
                scripts = one.Scripts,
                rule = one.Rule,
            }
        );

    internal static void Explain(ServerCase one, TextWriter output)
    {
        output.WriteLine($"{one.Id}  {one.Title}");
        output.WriteLine(
            $"  {Words.Of(one.Level)}, release {one.Phase}, for servers that declare {string.Join(", ", one.Needs)}"
        );
        output.WriteLine(
            $"  on {(one.OnOneTransport ? "one transport" : string.Join(", ", one.Transports))} with {string.Join(", ", one.Scripts)}"
        );
        RuleView.Explain(one.Rule, output);
        output.WriteLine();
        output.WriteLine($"  {one.About}");
        foreach (var variant in one.Variants)
        {
            var needs = variant.Needs.IsEmpty ? "" : $"  (needs {string.Join(", ", variant.Needs)})";
            output.WriteLine($"    variant  {variant.Name}{needs}");
        }

        foreach (var check in one.Asserts)
        {
            output.WriteLine(
                $"    check    {one.Id}.{check.Id}: {check.Says}{(check.Level == Level.Must ? "" : $" ({Words.Of(check.Level)})")}"
            );
        }

        output.WriteLine();
        output.WriteLine($"  streambench conform --server http://127.0.0.1:4280 --run {one.Id}");
    }
}
