using System.Collections.Immutable;
using System.CommandLine;
using StreamBench.Cli.Conforming;

namespace StreamBench.Cli.Commands;

/// <summary>The options that say who is under test.</summary>
internal static class TestedOptions
{
    private static readonly Option<string?> Client = new("--client")
    {
        Description = "who is under test; see below",
        HelpName = "CMD",
    };
    private static readonly Option<FileInfo?> Clients = new("--clients")
    {
        Description = "a file that lists clients, to compare them",
        HelpName = "FILE",
    };
    private static readonly Option<bool> Reference = new("--reference") { Description = "the client built in" };
    private static readonly Option<Uri?> Server = Addresses.Option("--server", "a running server");
    private static readonly Option<string?> ServerCmd = new("--server-cmd")
    {
        Description = "a command that starts a server and prints its address",
        HelpName = "CMD",
    };
    private static readonly Option<Uri?> GrpcServer = Addresses.Option("--grpc-server", "gRPC of the running server");
    private static readonly Option<string?> Token = new("--token")
    {
        Description = "bearer token for the running server",
        HelpName = "T",
    };
    private static readonly Option<string?> Can = new("--capabilities")
    {
        Description = "what the running server can do; all of it unless given",
        HelpName = "NAMES",
    };
    private static readonly Option<string?> Mode = new Option<string?>("--mode")
    {
        Description = "both: a client against a server, only the state judged",
        HelpName = "both",
    }.AcceptOnlyFromAmong("both");

    /// <summary>All of them, in the order of the help.</summary>
    internal static ImmutableArray<Option> All { get; } =
    [Client, Clients, Reference, Server, ServerCmd, GrpcServer, Token, Can, Mode];

    /// <summary>Who is under test, or null and what to write instead.</summary>
    internal static Tested? Read(ParseResult parsed, out string? problem)
    {
        var (client, roster) = (parsed.GetValue(Client), parsed.GetValue(Clients));
        var (url, command) = (parsed.GetValue(Server), parsed.GetValue(ServerCmd));
        var isPair = parsed.GetValue(Mode) is not null;
        problem = Problem(
            new[] { client is not null, roster is not null, parsed.GetValue(Reference) }.Count(given => given),
            new[] { url is not null, command is not null }.Count(given => given),
            isPair
        );
        if (isPair && roster is not null)
        {
            problem = "--mode both takes one client, not --clients";
        }

        if (problem is not null || !CapabilityList.TryRead(parsed.GetValue(Can), out var capabilities, out problem))
        {
            return null;
        }

        var server =
            url is null && command is null
                ? null
                : new ServerSettings(url, parsed.GetValue(GrpcServer), parsed.GetValue(Token), command, capabilities);
        return new Tested(client, roster, server, isPair);
    }

    private static string? Problem(int clients, int servers, bool isPair) =>
        (clients, servers, isPair) switch
        {
            (1, 1, true) or (1, 0, false) or (0, 1, false) => null,
            (_, _, true) =>
                "--mode both takes one client (--client \"node my-client.mjs\" or --reference) and one server (--server URL or --server-cmd CMD)",
            _ => "say who is under test: --client \"node my-client.mjs\", --reference for the client built in, "
                + "--server http://HOST:PORT, or --server-cmd \"my-server\"; --clients FILE for several clients, "
                + "--mode both for a client against a server",
        };
}

/// <summary>Who is under test.</summary>
/// <param name="Client">The client, as <c>--client</c> names it; null for the reference, or for none.</param>
/// <param name="Roster">A file of several clients; null for one.</param>
/// <param name="Server">The server; null for none.</param>
/// <param name="IsPair">Whether client and server are tested together.</param>
internal sealed record Tested(string? Client, FileInfo? Roster, ServerSettings? Server, bool IsPair);
