using StreamBench.FakeAgent.Scripts.Playing;

namespace StreamBench.FakeAgent.Conversations;

/// <summary>What became of a message.</summary>
/// <param name="Turn">Id of the turn it opened or will open.</param>
/// <param name="Cursor">The resume point before that turn's first event: whoever streams from here sees the whole turn.</param>
/// <param name="IsRepeat">True when the same message had come before and nothing was started.</param>
public sealed record SubmittedTurn(string Turn, string Cursor, bool IsRepeat = false);

/// <summary>What became of a decision.</summary>
/// <param name="Answer">What the script said.</param>
/// <param name="KeyReused">True when the idempotency key had come with another decision before; nothing was decided.</param>
public readonly record struct DecisionAnswer(ScriptAnswer Answer, bool KeyReused = false);
