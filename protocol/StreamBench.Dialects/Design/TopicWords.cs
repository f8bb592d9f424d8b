namespace StreamBench.Dialects.Design;

/// <summary>Topics in words.</summary>
public static class TopicWords
{
    /// <summary>The topic as a row of a table: <c>missing frame</c>.</summary>
    public static string Row(Topic topic) => Of(topic).Row;

    /// <summary>What a dialect without it does not do, to go behind its name: <c>has no snapshots</c>.</summary>
    public static string Lack(Topic topic) => Of(topic).Lack;

    /// <summary>Id of the conformance case that shows who has it.</summary>
    public static string Case(Topic topic) =>
        topic switch
        {
            Topic.Sequence or Topic.Redelivery => "RES-001",
            Topic.Gap => "SEQ-006",
            Topic.Duplicate => "SEQ-001",
            Topic.Order => "SEQ-004",
            Topic.Digest => "SNP-006",
            Topic.Place => "RES-022",
            Topic.Turns => "TRN-001",
            Topic.Completion => "RES-006",
            Topic.Tools => "TOL-001",
            Topic.Approvals => "APR-001",
            Topic.Agents => "AGT-002",
            Topic.Snapshot => "SNP-001",
            Topic.History => "HIS-001",
            Topic.Cancel => "TRN-006",
            Topic.Regenerate => "TRN-010",
            Topic.ClientTools => "TOL-008",
            Topic.MessageIds => "RES-015",
            Topic.Answers => "APR-005",
            Topic.Errors => "ERR-007",
            Topic.Delay => "RES-017",
            Topic.Heartbeat => "TPT-001",
            _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "no such topic"),
        };

    private static (string Row, string Lack) Of(Topic topic) =>
        topic switch
        {
            Topic.Sequence => ("sequence", "does not number its frames"),
            Topic.Gap => ("a missing frame shows", "does not show that a frame is missing"),
            Topic.Duplicate => ("a repeated frame shows", "does not show that a frame came twice"),
            Topic.Order => ("order can be restored", "does not let a client put late frames in their place"),
            Topic.Digest => ("an altered text shows", "has no checksums"),
            Topic.Place => ("resume from", "lets no client name its place"),
            Topic.Redelivery => ("what was on its way is said again", "does not repeat what was on its way"),
            Topic.Turns => ("turn boundary", "marks no turns"),
            Topic.Completion => (
                "completion is not the end of the stream",
                "tells no end of a turn from the end of a stream"
            ),
            Topic.Tools => ("tools", "tells no tool calls"),
            Topic.Approvals => ("approvals", "asks for no approvals"),
            Topic.Agents => ("agents", "tells no agents"),
            Topic.Snapshot => ("snapshot", "has no snapshots"),
            Topic.History => ("history", "has no history"),
            Topic.Cancel => ("cancel", "takes no cancel"),
            Topic.Regenerate => ("regenerate", "cannot say which turn is to be said anew"),
            Topic.ClientTools => ("tools at the client", "takes no results from clients"),
            Topic.MessageIds => ("ids of messages", "has no ids for messages"),
            Topic.Answers => ("answers to requests", "answers nothing beside the stream"),
            Topic.Errors => ("errors", "has no words for errors and their codes"),
            Topic.Delay => ("asked to stay away", "cannot ask a client to stay away"),
            Topic.Heartbeat => ("heartbeat", "has no heartbeats"),
            _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "no such topic"),
        };
}
