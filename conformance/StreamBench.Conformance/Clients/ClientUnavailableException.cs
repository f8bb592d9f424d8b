namespace StreamBench.Conformance.Clients;

/// <summary>A client could not be started, or does not speak the protocol. The message says what, where and what to do.</summary>
public sealed class ClientUnavailableException : Exception
{
    /// <summary>With a message for people.</summary>
    public ClientUnavailableException(string message)
        : base(message) { }

    /// <summary>With a message for people, and what led to it.</summary>
    public ClientUnavailableException(string message, Exception cause)
        : base(message, cause) { }
}
