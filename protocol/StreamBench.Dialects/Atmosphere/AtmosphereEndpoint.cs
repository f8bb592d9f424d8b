using System.Buffers;
using System.Text;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>
/// An Atmosphere address: connection parameters in the query, prompts as plain text, approvals as text commands. The server keeps how
/// far it has written to each tracking id, and goes on from there when the client comes back.
/// </summary>
/// <remarks>Source: atmosphere.js 5.0.45 and Atmosphere 5.x. The subclasses are its transports.</remarks>
/// <param name="path">The path, with <c>{c}</c> for the conversation.</param>
/// <param name="word">What the connection parameters call the transport.</param>
public abstract class AtmosphereEndpoint(string path, string word) : DialectEndpoint
{
    /// <summary>Longest tracking id, in characters: the server keeps it.</summary>
    public const int MaxTrackingId = 64;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods { get; } = ["GET"];

    /// <inheritdoc/>
    public override string Path => path;

    /// <summary>What the connection parameters call the transport.</summary>
    internal string Word => word;

    /// <inheritdoc/>
    public override StreamOpening Open(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var parameters = ParametersOf(request) ?? new ConnectionParameters { Transport = word };
        var given = Guid.CreateVersion7();
        var opening = new AtmosphereOpening(request.Route["c"], parameters, given)
        {
            // Whoever has no id and is given none cannot come back for what it missed.
            ClientId = parameters.TrackingId ?? (parameters.BeginsWithHandshake ? given.ToString() : null),
            Run = parameters.RunId,
            Problem = ProblemOf(parameters),
        };
        return parameters.BeginsWithHandshake && !parameters.HasKnownFramework
            ? opening with
            {
                Problem = $"the client's framework is older than {ConnectionParameters.OldestFramework}",
                ProblemStatus = 501,
            }
            : opening;
    }

    /// <summary>What a request says of its client; null when it names no transport.</summary>
    internal static ConnectionParameters? ParametersOf(WireRequest request)
    {
        var at = request.Path.IndexOf('?', StringComparison.Ordinal);
        return at < 0 ? null : ConnectionParameters.Parse(request.Path[at..]);
    }

    /// <inheritdoc/>
    public override WireRequest Ask(StreamAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var parameters = new ConnectionParameters
        {
            Transport = word,
            TrackingId = ask.ClientId.ToString(),
            TrackMessageSize = TracksMessageSize,
            RunId = RunOf(ask),
        };
        return new WireRequest("GET", $"{PathOf(ask.Conversation)}?{parameters.ToQuery()}");
    }

    /// <inheritdoc/>
    public override string NameOf(string approval) => AtmosphereIds.Approval(approval);

    /// <inheritdoc/>
    public override ClientWish? Read(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty)
        {
            return new UnreadableWish("a prompt is not empty");
        }

        if (Heartbeat.Is(message))
        {
            return null;
        }

        var prompt = Encoding.UTF8.GetString(message);
        return ApprovalCommand.Parse(prompt) is { } command
            ? new DecideWish(command.Approval, command.Decision, command.Arguments)
            : new SubmitWish(prompt);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Say(ClientWish wish) =>
        wish switch
        {
            SubmitWish submit => Encoding.UTF8.GetBytes(submit.Text),
            DecideWish decide => Encoding.UTF8.GetBytes(
                new ApprovalCommand(decide.Approval, decide.Decision, decide.EditedArgs).ToText()
            ),
            _ => default,
        };

    /// <summary>True where nothing else tells where a message ends, so that the client has to ask for lengths.</summary>
    private protected virtual bool TracksMessageSize => false;

    /// <summary>The run to name: the one that the client has heard of, when it comes back. Whoever named it in each poll would be told it in each.</summary>
    private protected static string? RunOf(StreamAsk ask) =>
        ask is { IsNextPoll: false, Cursor.Length: > 0 } ? ask.Cursor : null;

    /// <summary>What a client says beside the stream: a POST with the stream's own query.</summary>
    private protected WireRequest Posted(StreamAsk ask, ClientWish wish) =>
        Ask(ask) with
        {
            Method = "POST",
            Body = Say(wish),
        };

    /// <summary>The path of one conversation.</summary>
    protected string PathOf(string conversation) =>
        path.Replace("{c}", Uri.EscapeDataString(conversation), StringComparison.Ordinal);

    /// <summary>A message as it is, or with its length before it where the client asks for that.</summary>
    private protected static void WriteMessage(
        IBufferWriter<byte> output,
        ReadOnlySpan<byte> message,
        StreamOpening opening
    )
    {
        if (opening is AtmosphereOpening { Parameters.TrackMessageSize: true })
        {
            LengthPrefix.Write(output, message);
        }
        else
        {
            output.Write(message);
        }
    }

    /// <summary>Writes the handshake where the client asks for one: a message like the others.</summary>
    private protected static void WriteHandshake(StreamOpening opening, IBufferWriter<byte> output)
    {
        if (opening is AtmosphereOpening { Parameters.BeginsWithHandshake: true } asked)
        {
            WriteMessage(output, Encoding.UTF8.GetBytes(new Handshake(asked.GivenId).ToString()), opening);
        }
    }

    private string? ProblemOf(ConnectionParameters parameters) =>
        parameters.Transport != word ? $"this address speaks {word}, not {Short(parameters.Transport)}"
        : parameters.TrackingId is { Length: > MaxTrackingId } ? $"a tracking id has at most {MaxTrackingId} characters"
        : null;

    private static string Short(string word) => word.Length > MaxTrackingId ? word[..MaxTrackingId] + "…" : word;
}
