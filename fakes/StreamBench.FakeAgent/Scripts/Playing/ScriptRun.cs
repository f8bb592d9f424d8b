using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>
/// One performance of a script: says which event comes next and when, and goes on as it is answered. Pure: it reads no
/// clock and starts nothing; the same calls give the same events. Not safe for several threads at once.
/// </summary>
/// <remarks>Times count from the start of the run. Nothing is due before the first <see cref="StartTurn"/>.</remarks>
public sealed class ScriptRun(Script script, ScriptRunOptions? options = null)
{
    /// <summary>What is played.</summary>
    public Script Script { get; } = script;

    /// <summary>How it is played.</summary>
    public ScriptRunOptions Options { get; } = options ?? ScriptRunOptions.Default;

    /// <summary>The next event and its time, or null while all that is left waits for an answer, and after the end.</summary>
    public ScriptCue? Next => throw new NotSupportedException();

    /// <summary>True when every turn has ended and nothing more can come.</summary>
    public bool Finished => throw new NotSupportedException();

    /// <summary>The decisions and tool results that the run waits for, oldest first.</summary>
    public IReadOnlyList<ScriptWait> Waiting => throw new NotSupportedException();

    /// <summary>
    /// Opens the next turn, or notes that it shall open once the one before has ended. Under
    /// <see cref="ScriptAdvance.Auto"/> the turns after it follow by themselves.
    /// </summary>
    /// <param name="now">Time since the start of the run.</param>
    /// <param name="message">Shown in place of the script's own message; null keeps that.</param>
    /// <returns>The turn's id, or null when the script has no further turn.</returns>
    public string? StartTurn(TimeSpan now, UserMessage? message = null) => throw new NotSupportedException();

    /// <summary>Hands out <see cref="Next"/> and moves on.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public ScriptCue Take() => throw new NotSupportedException();

    /// <summary>Answers an approval.</summary>
    /// <param name="approval">Its id.</param>
    /// <param name="decision">One of <see cref="Decisions"/>.</param>
    /// <param name="now">Time since the start of the run.</param>
    /// <param name="editedArgs">The arguments as a person changed them, or undefined.</param>
    /// <param name="by">Who decided, or null.</param>
    public ScriptAnswer Decide(
        string approval,
        string decision,
        TimeSpan now,
        JsonElement editedArgs = default,
        string? by = null
    ) => throw new NotSupportedException();

    /// <summary>Brings the result of a tool at the client's side.</summary>
    public ScriptAnswer SubmitToolResult(string item, JsonElement result, bool isError, TimeSpan now) =>
        throw new NotSupportedException();

    /// <summary>Ends a turn with status <c>cancelled</c>; its pending approvals are cancelled before.</summary>
    /// <param name="turn">Its id.</param>
    /// <param name="now">Time since the start of the run.</param>
    /// <param name="lateEvents">How many of the turn's events still slip out before it ends.</param>
    public ScriptAnswer Cancel(string turn, TimeSpan now, int lateEvents = 0) => throw new NotSupportedException();
}
