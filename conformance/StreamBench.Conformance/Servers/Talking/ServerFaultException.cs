namespace StreamBench.Conformance.Servers.Talking;

/// <summary>The server did something after which a case cannot go on: the case has failed. The message says what was expected and what came.</summary>
internal sealed class ServerFaultException(string message) : Exception(message);

/// <summary>It turned out on the way that the server has not what the case needs: the case is UNIMPLEMENTED.</summary>
internal sealed class NotServedException(string message) : Exception(message);
