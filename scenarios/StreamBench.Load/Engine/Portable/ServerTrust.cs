using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Engine.Portable;

/// <summary>Whose certificates are believed: those that the system trusts, and those in a file of the plan's.</summary>
/// <param name="roots">Certificates that vouch for others or for themselves; null for the system's alone.</param>
/// <param name="isBlind">True to believe everybody.</param>
internal sealed class ServerTrust(X509Certificate2Collection? roots, bool isBlind)
{
    /// <summary>The word for believing everybody.</summary>
    internal const string Anybody = "any";

    /// <summary>What a plan says: nothing, <see cref="Anybody"/>, or the path of a PEM file.</summary>
    /// <exception cref="InvalidDataException">The file is not there, or holds no certificate.</exception>
    internal static ServerTrust Of(string? text)
    {
        if (text is null or Anybody)
        {
            return new ServerTrust(null, isBlind: text is not null);
        }

        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(text);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException
            )
        {
            throw new InvalidDataException($"target.trust: {e.Message}", e);
        }

        return roots.Count > 0
            ? new ServerTrust(roots, isBlind: false)
            : throw new InvalidDataException($"target.trust: {text} holds no certificate in PEM form");
    }

    /// <summary>For a TLS client. A certificate that is not believed fails with <see cref="CertificateException"/>.</summary>
    internal SslClientAuthenticationOptions ToOptions() =>
        new() { RemoteCertificateValidationCallback = (_, shown, chain, errors) => Check(shown, chain, errors) };

    private bool Check(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (isBlind || errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (shown is not X509Certificate2 certificate || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            throw new CertificateException(ConnectTrouble.NoCertificate);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw new CertificateException(ConnectTrouble.WrongName);
        }

        var status = roots is null ? StatusOf(chain) : StatusOf(certificate, chain);
        if (status == X509ChainStatusFlags.NoError)
        {
            return true;
        }

        throw new CertificateException(
            status.HasFlag(X509ChainStatusFlags.NotTimeValid) ? ConnectTrouble.Expired : ConnectTrouble.Untrusted
        );
    }

    private X509ChainStatusFlags StatusOf(X509Certificate2 certificate, X509Chain? shown)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.CustomTrustStore.AddRange(roots!);
        foreach (var element in shown?.ChainElements.AsEnumerable() ?? [])
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return own.Build(certificate) ? X509ChainStatusFlags.NoError : StatusOf(own);
    }

    private static X509ChainStatusFlags StatusOf(X509Chain? chain) =>
        chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status)
        ?? X509ChainStatusFlags.PartialChain;
}

/// <summary>A certificate is not believed.</summary>
internal sealed class CertificateException(ConnectTrouble trouble)
    : AuthenticationException($"the certificate is not believed: {trouble}")
{
    /// <summary>Why not.</summary>
    internal ConnectTrouble Trouble => trouble;
}
