namespace StreamBench.FaultProxy.Links;

/// <summary>What a stage does with the chunks that come through it: a toxic, or the rules of a connection.</summary>
/// <remarks>
/// The shape of every pipe is one loop:
/// <code>
/// while (await stage.ReadAsync() is { } chunk)   // null: the input ended, or the stage was interrupted
/// {
///     await stage.DelayAsync(…);                 // comes back at once when interrupted
///     await stage.WriteAsync(chunk);             // never loses a chunk and never waits when interrupted
/// }
/// </code>
/// When <see cref="PipeAsync"/> returns at the end of the input the end is passed on; when it returns because of an interruption the
/// chain puts another pipe, or none, in its place. After an interruption it must return without waiting for anything else.
/// </remarks>
internal interface IPipe
{
    ValueTask PipeAsync(Stage stage);
}
