using System.Runtime.CompilerServices;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Commands;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Tests.Clients;

/// <summary>Opens <c>BadClients/bad.py</c> with one bad habit, under limits that are small enough for a test.</summary>
internal static class BadClient
{
    internal static ClientLimits Limits { get; } =
        new()
        {
            Grace = TimeSpan.FromMilliseconds(200),
            Action = TimeSpan.FromMilliseconds(300),
            Stop = TimeSpan.FromMilliseconds(500),
            Terminate = TimeSpan.FromMilliseconds(500),
            MaxLineBytes = 4 << 20,
            MaxOutputBytes = 8 << 20,
        };

    internal static CommandClient Open(string habit, ClientLimits? limits = null, Lifeline? life = null)
    {
        Programs.RequirePython();
        return new CommandClient($"python3 '{Script}' {habit} {life?.Port}", limits ?? Limits, TimeProvider.System);
    }

    /// <summary>A case that every bad client answers rightly when its name is GOOD.</summary>
    internal static CaseOrder Order(string run = "r1", string name = "BAD", int deadlineMs = 20_000) =>
        new()
        {
            Run = run,
            Case = name,
            Url = "http://127.0.0.1:9",
            Transport = "sse",
            Dialect = "streambench/1",
            Conversation = "c1",
            Config = new CaseConfig(),
            Stop = new StopRule("turn_end", deadlineMs),
        };

    internal static string Script => Path.Combine(Folder(), "BadClients", "bad.py");

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
