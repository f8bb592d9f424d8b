namespace StreamBench.Conformance.Servers.Checks;

/// <summary>The checks by the names that the catalogue has for them. To add one, write its class and add its line here.</summary>
internal static class ServerChecks
{
    internal static IReadOnlyDictionary<string, IServerCheck> All { get; } =
        new Dictionary<string, IServerCheck>(StringComparer.Ordinal)
        {
            ["gapless-sequence"] = new GaplessSequence(),
            ["control-frames"] = new ControlFrames(),
            ["exact-resume"] = new ExactResume(),
            ["resume-at-the-end"] = new ResumeAtTheEnd(),
            ["bad-cursor"] = new BadCursor(),
            ["many-readers"] = new ManyReaders(),
            ["work-goes-on"] = new WorkGoesOn(),
            ["same-message-twice"] = new SameMessageTwice(),
            ["approvals"] = new Approvals(),
            ["cancel"] = new Cancel(),
            ["lifecycle"] = new Lifecycle(),
            ["history-is-the-fold"] = new HistoryIsTheFold(),
            ["snapshots-and-checkpoints"] = new SnapshotsAndCheckpoints(),
            ["equal-transports"] = new EqualTransports(),
            ["stream-headers"] = new StreamHeaders(),
            ["flush-and-heartbeats"] = new FlushAndHeartbeats(),
            ["slow-reader"] = new SlowReader(),
            ["restart"] = new Restart(),
            ["wire-hygiene"] = new WireHygiene(),
            ["errors-before-the-stream"] = new ErrorsBeforeTheStream(),
            ["release"] = new Release(),
            ["honest-capabilities"] = new HonestCapabilities(),
        };
}
