namespace StreamBench.Load.Engine.Http;

/// <summary>Makes the message of a gRPC request, without its prefix: fields know their lengths, so that no template can.</summary>
internal delegate ReadOnlyMemory<byte> RequestMessage(in RequestVariables variables);
