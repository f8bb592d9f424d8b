namespace StreamBench.Protocol.Wire;

/// <summary>
/// The members that a payload of some known type may carry; a set, so that "known, but not here" is one mask away.
/// They stand grouped by the shape of their value, so that a member's bit number is also its slot in <see cref="PayloadFields"/>.
/// </summary>
[Flags]
internal enum PayloadMember : ulong
{
    None = 0,

    // strings
    Type = 1UL << 0,
    Turn = 1UL << 1,
    Item = 1UL << 2,
    Agent = 1UL << 3,
    Cursor = 1UL << 4,
    Replaces = 1UL << 5,
    Resumes = 1UL << 6,
    Status = 1UL << 7,
    FinishReason = 1UL << 8,
    Digest = 1UL << 9,
    Kind = 1UL << 10,
    Role = 1UL << 11,
    After = 1UL << 12,
    Name = 1UL << 13,
    ElementType = 1UL << 14,
    Label = 1UL << 15,
    ClientMessageId = 1UL << 16,
    Text = 1UL << 17,
    Approval = 1UL << 18,
    Prompt = 1UL << 19,
    Decision = 1UL << 20,
    By = 1UL << 21,
    Parent = 1UL << 22,
    From = 1UL << 23,
    To = 1UL << 24,
    Reason = 1UL << 25,
    Scope = 1UL << 26,
    Code = 1UL << 27,
    Message = 1UL << 28,
    Conversation = 1UL << 29,
    Resume = 1UL << 30,

    // whole numbers
    Seq = 1UL << 31,
    At = 1UL << 32,
    Offset = 1UL << 33,
    ExpiresAt = 1UL << 34,
    Epoch = 1UL << 35,
    N = 1UL << 36,
    RetryAfterMs = 1UL << 37,
    FirstSeq = 1UL << 38,
    LastSeq = 1UL << 39,
    HeartbeatMs = 1UL << 40,
    RetryMs = 1UL << 41,

    // flags
    Synth = 1UL << 42,
    IsError = 1UL << 43,
    Retryable = 1UL << 44,

    // JSON values
    Error = 1UL << 45,
    Value = 1UL << 46,
    Patch = 1UL << 47,
    Args = 1UL << 48,
    Result = 1UL << 49,
    Options = 1UL << 50,
    EditedArgs = 1UL << 51,
    Entry = 1UL << 52,
    State = 1UL << 53,

    Strings = Seq - 1,
    Integers = (Synth - 1) & ~Strings,
    Flags = (Error - 1) & ~Strings & ~Integers,
    Values = ((1UL << 54) - 1) & ~Strings & ~Integers & ~Flags,

    /// <summary>What every sequenced event may carry.</summary>
    Envelope = Type | Seq | Turn | Item | Agent | At | Synth | Epoch | Cursor,

    /// <summary>Set when a member was met that no known type carries.</summary>
    Foreign = 1UL << 63,
}
