namespace StreamBench.Protocol.Wire;

/// <summary>The reading half of a dialect: frames in, canonical events out. Pure: no I/O, no clock; one per client.</summary>
public interface IFrameDecoder
{
    /// <summary>Forgets what belonged to the connection before (its epoch, half-told items), keeps what belongs to the conversation.</summary>
    void StartConnection();

    /// <summary>Adds what <paramref name="frame"/> means to <paramref name="output"/>: nothing, one payload or several, in order. Never throws on bad input.</summary>
    void Decode(in Frame frame, ICollection<Received> output);
}
