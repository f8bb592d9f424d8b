using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace StreamBench.Load.Running;

/// <summary>A certificate that vouches for itself, for as long as a rehearsal lasts.</summary>
internal static class RehearsalCertificate
{
    /// <summary>Makes one; the caller disposes it.</summary>
    internal static X509Certificate2 Make(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=rehearsal", key, HashAlgorithmName.SHA256);
        var now = time.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // By way of a file's form: not every system serves TLS with a key that is only in memory.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
