using StreamBench.FaultProxy.Framing;
using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>What the client sends: requests, and messages once the connection is a WebSocket.</summary>
internal sealed class RequestSide(Exchange exchange, Plan plan, bool isHalfway) : MessageSide(exchange, plan, isHalfway)
{
    /// <summary>Longer than any method in use.</summary>
    private const int MaxMethodLength = 32;

    protected override Direction Direction => Direction.Upstream;

    protected override IBody? BodyWithoutHead(ReadOnlySpan<byte> input)
    {
        if (Exchange.IsTunnel)
            return OpenTunnel();
        return Exchange.Upgraded is not { } format
            ? null
            : Open(
                new Opening
                {
                    Direction = Direction,
                    Path = Exchange.UpgradedPath,
                    Format = format,
                    IsStream = true,
                }
            );
    }

    protected override bool CanBegin(ReadOnlySpan<byte> bytes)
    {
        var method = bytes.TrimStart("\r\n"u8);
        var end = method.IndexOf((byte)' ');
        method = end < 0 ? method : method[..end];
        return method.Length <= MaxMethodLength && !method.ContainsAnyExceptInRange((byte)'A', (byte)'Z');
    }

    protected override IBody? BodyBehind(HttpHead head)
    {
        if (head.Method is null)
            return null;
        // Known before the server can answer: this head is passed on only after it.
        Exchange.Add(head);
        return OpenMessage(head with { MediaType = "" }, head.Path, otherwise: BodyCoding.Length);
    }

    protected override void HeadPassed(HttpHead passed, Plan plan) => Rules?.Requested(passed, plan);
}
