using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Engine.Tls;

/// <summary>What a handshake that failed means: the same kinds as the portable path's.</summary>
internal static class TlsFailures
{
    /// <summary>The kind of trouble.</summary>
    /// <param name="failure">What the handshake failed with.</param>
    /// <param name="ending">How the connection below ended; <see cref="IoStatus.Done"/> when it did not.</param>
    internal static ConnectTrouble Meaning(Exception? failure, IoStatus ending) =>
        (failure, ending) switch
        {
            (CertificateException certificate, _) => certificate.Trouble,
            ({ InnerException: { } inner }, _) => Meaning(inner, ending),
            (_, IoStatus.Done) => ConnectTrouble.NoTls,
            _ => ConnectTrouble.HandshakeCut,
        };
}
