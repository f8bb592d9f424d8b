namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>A server under test. Disposing ends it when it was started here.</summary>
public interface IServerUnderTest : IAsyncDisposable
{
    /// <summary>Whether <see cref="RestartAsync"/> can be asked for.</summary>
    bool CanRestart { get; }

    /// <summary>What it wrote to its error stream, as far as it is kept; empty when nothing is known of it.</summary>
    string Log { get; }

    /// <summary>Starts it, or looks whether it answers.</summary>
    /// <exception cref="Clients.ClientUnavailableException">It could not be started, or does not answer; the message says what to do.</exception>
    Task<ServerIntroduction> StartAsync(CancellationToken cancellation);

    /// <summary>Ends it as a crash would and starts it again; it may listen elsewhere then.</summary>
    Task<ServerIntroduction> RestartAsync(CancellationToken cancellation);
}
