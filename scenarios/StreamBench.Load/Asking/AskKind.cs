namespace StreamBench.Load.Asking;

/// <summary>What a stream's request is for.</summary>
internal enum AskKind
{
    /// <summary>A turn, from the user's message on.</summary>
    Begin,

    /// <summary>A turn that has begun, from where the stream dropped.</summary>
    GoOn,

    /// <summary>Whatever happens in a conversation, without a word of one's own.</summary>
    Watch,
}
