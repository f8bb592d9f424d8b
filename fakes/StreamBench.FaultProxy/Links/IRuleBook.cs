using System.Net;

namespace StreamBench.FaultProxy.Links;

/// <summary>The rules of a proxy: asked once for each connection, in order of acceptance.</summary>
internal interface IRuleBook
{
    /// <summary>What this connection meets. Also asked, in order, about connections that live when the rules are put in place.</summary>
    IConnectionRules Open(ConnectionInfo connection);
}

/// <summary>The rules as one connection meets them: an admission, and a first stage in each direction.</summary>
internal interface IConnectionRules
{
    /// <summary>
    /// Asked before the upstream is dialled; may wait. Null lets the connection in; <see cref="LinkEnd.Closed"/> answers it with FIN,
    /// <see cref="LinkEnd.Reset"/> with RST.
    /// </summary>
    ValueTask<LinkEnd?> AdmitAsync(CancellationToken cancellationToken);

    /// <summary>The stage in front of all toxics of a direction; null leaves that direction alone.</summary>
    IPipe? PipeFor(Direction direction);

    /// <summary>The connection is over, or other rules took their place. Called once.</summary>
    void Ended();
}

/// <summary>What rules may know about a connection.</summary>
/// <param name="Proxy">The name of its proxy.</param>
/// <param name="Number">Counted from 1 at that proxy, in order of acceptance.</param>
/// <param name="Client">Where it comes from.</param>
/// <param name="AcceptedAt">When, as a timestamp of <paramref name="Time"/>.</param>
/// <param name="Time">The proxy's time.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Faults">Where to report what was done.</param>
internal sealed record ConnectionInfo(
    string Proxy,
    long Number,
    EndPoint? Client,
    long AcceptedAt,
    TimeProvider Time,
    long Seed,
    FaultLog Faults
);

/// <summary>No rules: every connection comes in and nothing is watched.</summary>
internal sealed class NoRules : IRuleBook, IConnectionRules
{
    public static readonly NoRules Instance = new();

    public IConnectionRules Open(ConnectionInfo connection) => this;

    public ValueTask<LinkEnd?> AdmitAsync(CancellationToken cancellationToken) => ValueTask.FromResult<LinkEnd?>(null);

    public IPipe? PipeFor(Direction direction) => null;

    public void Ended() { }
}
