namespace StreamBench.Dialects.Design;

/// <summary>What designs of chat streams do, or leave out. Every dialect says of each which; the order is that of the comparison.</summary>
public enum Topic
{
    /// <summary>Frames are numbered.</summary>
    Sequence,

    /// <summary>A client can see that a frame is missing.</summary>
    Gap,

    /// <summary>A client can see that a frame came twice.</summary>
    Duplicate,

    /// <summary>A client can put frames in order that came out of it.</summary>
    Order,

    /// <summary>A client can see that a text is not what was said.</summary>
    Digest,

    /// <summary>A client that comes back names the last frame that it has.</summary>
    Place,

    /// <summary>What was on its way when a connection broke is said again.</summary>
    Redelivery,

    /// <summary>Frames say where a turn begins and ends.</summary>
    Turns,

    /// <summary>A stream that ends is told apart from a turn that ends.</summary>
    Completion,

    /// <summary>Tool calls are told.</summary>
    Tools,

    /// <summary>Approvals are asked for, and can be decided.</summary>
    Approvals,

    /// <summary>Agents have names, and their tree is told.</summary>
    Agents,

    /// <summary>The server can say the whole state at once.</summary>
    Snapshot,

    /// <summary>The conversation can be fetched beside the stream.</summary>
    History,

    /// <summary>A client can stop a turn.</summary>
    Cancel,

    /// <summary>A client can have a turn said anew, and names the one.</summary>
    Regenerate,

    /// <summary>A client can bring the result of a tool.</summary>
    ClientTools,

    /// <summary>A user's message has an id, which makes a second try harmless.</summary>
    MessageIds,

    /// <summary>What clients ask beside the stream is answered.</summary>
    Answers,

    /// <summary>An error that ends no turn is told, each with its code.</summary>
    Errors,

    /// <summary>The server can ask clients to stay away for a while.</summary>
    Delay,

    /// <summary>Silence is filled with signs of life.</summary>
    Heartbeat,
}
