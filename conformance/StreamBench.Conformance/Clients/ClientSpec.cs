using StreamBench.Conformance.Clients.Commands;
using StreamBench.Conformance.Clients.Http;
using StreamBench.Conformance.Clients.InProcess;
using StreamBench.Conformance.Clients.Once;

namespace StreamBench.Conformance.Clients;

/// <summary>How a client is reached, as people write it after <c>--client</c>.</summary>
/// <param name="Kind"><c>cmd</c>, <c>once</c>, <c>http</c> or <c>dotnet</c>.</param>
/// <param name="Target">What follows: a command, an address, or <c>Assembly.dll!Type</c>.</param>
/// <remarks>
/// <code>
/// node my-client.mjs              a program that speaks JSON lines; the same as cmd:node my-client.mjs
/// once:./my-client --test         a program that is started for each case
/// http://127.0.0.1:8000           a test service that is running already
/// dotnet:bin/MyClient.dll!My.Type a class that implements IConformanceClient
/// </code>
/// </remarks>
public sealed record ClientSpec(string Kind, string Target)
{
    private static readonly string[] Later = ["browser", "image"];

    /// <summary>Reads a client's text.</summary>
    /// <exception cref="FormatException">The text names no client; the message says what to write.</exception>
    public static ClientSpec Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            throw new FormatException("the client is empty; write a command, such as --client \"node my-client.mjs\"");
        }

        if (
            trimmed.StartsWith("http://", StringComparison.Ordinal)
            || trimmed.StartsWith("https://", StringComparison.Ordinal)
        )
        {
            return new ClientSpec("http", CheckAddress(trimmed));
        }

        var colon = trimmed.IndexOf(':', StringComparison.Ordinal);
        var (kind, target) = colon < 0 ? ("", trimmed) : (trimmed[..colon], trimmed[(colon + 1)..].Trim());
        return kind switch
        {
            "cmd" or "once" => new ClientSpec(kind, CheckCommand(target)),
            "dotnet" => new ClientSpec(kind, CheckType(target)),
            _ when Later.Contains(kind, StringComparer.Ordinal) => throw new FormatException(
                $"clients of kind \"{kind}:\" cannot be reached yet; start yours as a test service and write http://host:port"
            ),
            // A command may hold a colon, but not in the place of a kind: "cdm:node x" is a slip of the hand.
            _ when kind.Length > 1 && kind.All(char.IsAsciiLetter) => throw new FormatException(
                $"\"{kind}:\" is no kind of client; choose from cmd:, once:, dotnet: or http://, or write cmd: before the command"
            ),
            _ => new ClientSpec("cmd", CheckCommand(trimmed)),
        };
    }

    /// <summary>Makes the client, which is not started yet.</summary>
    /// <param name="limits">How patient to be, and how much to take; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ClientUnavailableException">For <c>dotnet:</c>: there is no such type.</exception>
    public IClientUnderTest Create(ClientLimits? limits = null, TimeProvider? time = null)
    {
        var (bounds, clock) = (limits ?? new ClientLimits(), time ?? TimeProvider.System);
        return Kind switch
        {
            "cmd" => new CommandClient(Target, bounds, clock),
            "once" => new OnceClient(Target, bounds, clock),
            "http" => new HttpClientUnderTest(new Uri(Target), bounds, clock),
            "dotnet" => new InProcessClient(CreateInstance(Target), bounds, clock),
            _ => throw new InvalidOperationException($"\"{Kind}\" is no kind of client"),
        };
    }

    /// <summary>As people write it.</summary>
    public override string ToString() => Kind == "http" ? Target : $"{Kind}:{Target}";

    private static IConformanceClient CreateInstance(string target)
    {
        var bang = target.LastIndexOf('!');
        return ClientAssembly.Create(target[..bang], target[(bang + 1)..]);
    }

    private static string CheckCommand(string target)
    {
        _ = Processes.CommandText.Split(target);
        return target;
    }

    private static string CheckAddress(string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out _)
            ? target
            : throw new FormatException($"\"{target}\" is no address; write http://host:port of the test service");

    private static string CheckType(string target)
    {
        var bang = target.LastIndexOf('!');
        return bang > 0 && bang < target.Length - 1
            ? target
            : throw new FormatException(
                $"\"dotnet:{target}\" names no type; write dotnet:path/MyClient.dll!MyNamespace.MyType"
            );
    }
}
