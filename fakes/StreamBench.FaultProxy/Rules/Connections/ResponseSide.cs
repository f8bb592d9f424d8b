using StreamBench.FaultProxy.Framing;
using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>What the server sends: responses in the order of their requests, until one of them turns the connection into something else.</summary>
internal sealed class ResponseSide(Exchange exchange, Plan plan, bool isHalfway)
    : MessageSide(exchange, plan, isHalfway)
{
    protected override Direction Direction => Direction.Downstream;

    /// <summary>HTTP/2 is asked for by the client's first bytes; a server that speaks first begins with a byte no head begins with.</summary>
    protected override IBody? BodyWithoutHead(ReadOnlySpan<byte> input) =>
        Exchange.IsHttp2 || (input[0] == 0 && !Exchange.IsTunnel) ? OpenHttp2()
        : Exchange.IsTunnel ? OpenTunnel()
        : null;

    protected override bool MayBePoll(HttpHead head) => HeldAnswer.IsCandidate(head, Exchange.Peek());

    protected override bool CanBegin(ReadOnlySpan<byte> bytes)
    {
        var begin = "HTTP/1."u8;
        return bytes.StartsWith(begin) || begin.StartsWith(bytes);
    }

    protected override IBody? BodyBehind(HttpHead head)
    {
        if (head.Status is >= 100 and < 200 and not 101)
            return null;
        var request = Exchange.Take();
        if (head.Status == 101)
            return BodyBehindUpgrade(head, request);
        if (request?.Method == "CONNECT" && head.Status / 100 == 2)
        {
            Exchange.IsTunnel = true;
            return OpenTunnel();
        }
        // No content follows whatever the fields say (RFC 9112 §6.3).
        if (request?.Method == "HEAD" || head.Status is 204 or 304)
            head = head with { ContentLength = 0, IsChunked = false };
        return OpenMessage(head, request?.Path, otherwise: BodyCoding.UntilClose);
    }

    private IBody BodyBehindUpgrade(HttpHead head, HttpHead? request)
    {
        if (!head.UpgradesToWebSocket)
        {
            Exchange.IsTunnel = true;
            return OpenTunnel();
        }
        Exchange.UpgradedPath = request?.Path;
        Exchange.Upgraded = head.CompressesMessages ? EventFormat.CompressedWebSocket : EventFormat.WebSocket;
        return Open(
            new Opening
            {
                Direction = Direction,
                Path = request?.Path,
                Format = Exchange.Upgraded,
                IsStream = true,
            }
        );
    }
}
