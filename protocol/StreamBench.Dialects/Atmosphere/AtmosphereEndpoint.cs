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
public abstract class AtmosphereEndpoint(string path, string word) : DialectEndpoint
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods { get; } = ["GET"];

    /// <inheritdoc/>
    public override string Path => path;

    /// <inheritdoc/>
    public override StreamOpening Open(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = request.Path.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? request.Path[at..] : "";
        var parameters = ConnectionParameters.Parse(query) ?? new ConnectionParameters { Transport = word };
        var given = Guid.CreateVersion7();
        return new AtmosphereOpening(request.Route["c"], parameters, given)
        {
            ClientId = parameters.TrackingId ?? given.ToString(),
            Problem =
                parameters.BeginsWithHandshake && !parameters.HasKnownFramework
                    ? $"the client's framework is older than {ConnectionParameters.OldestFramework}"
                    : null,
        };
    }

    /// <inheritdoc/>
    public override WireRequest Ask(StreamAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var parameters = new ConnectionParameters { Transport = word, TrackingId = ask.ClientId.ToString() };
        return new WireRequest("GET", $"{PathOf(ask.Conversation)}?{parameters.ToQuery()}");
    }

    /// <inheritdoc/>
    public override string NameOf(string approval) => AtmosphereIds.Approval(approval);

    /// <inheritdoc/>
    public override ClientWish? Read(ReadOnlySpan<byte> message)
    {
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

    /// <summary>The handshake where the client asks for one; empty otherwise.</summary>
    private protected static ReadOnlySpan<byte> HandshakeFor(StreamOpening opening) =>
        opening is AtmosphereOpening { Parameters.BeginsWithHandshake: true } asked
            ? Encoding.UTF8.GetBytes(new Handshake(asked.GivenId).ToString())
            : default;
}
