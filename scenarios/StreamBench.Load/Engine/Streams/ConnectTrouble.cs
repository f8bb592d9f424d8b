namespace StreamBench.Load.Engine.Streams;

/// <summary>Why there was a server, and still no connection to speak on.</summary>
internal enum ConnectTrouble : byte
{
    /// <summary>Something else.</summary>
    None,

    /// <summary>Nobody whom this machine or the plan trusts vouches for the certificate.</summary>
    Untrusted,

    /// <summary>The certificate is for another name.</summary>
    WrongName,

    /// <summary>The certificate is not valid yet, or no more.</summary>
    Expired,

    /// <summary>The server showed no certificate.</summary>
    NoCertificate,

    /// <summary>The handshake failed for another reason: mostly it does not speak TLS there.</summary>
    NoTls,

    /// <summary>The connection ended inside the handshake.</summary>
    HandshakeCut,

    /// <summary>The server does not speak HTTP/2 there.</summary>
    NoHttp2,
}
