namespace StreamBench.Transports.Client;

/// <summary>
/// Repeats a request that may go better next time, with the same id, until the server answers, the stream has told the outcome,
/// or the tries are used up.
/// </summary>
internal sealed class PatientRequests(ClientConfig config, RunLog log, TimeProvider time)
{
    /// <summary>
    /// Sends, logged as <paramref name="name"/> with the <paramref name="key"/> that makes a repetition harmless, until
    /// <paramref name="isSettled"/> says that the stream has made another try needless.
    /// </summary>
    internal async Task<ChatReply> SendAsync(
        string name,
        string? key,
        Func<Task<ChatReply>> send,
        Func<bool> isSettled,
        CancellationToken cancellation
    )
    {
        var wait = config.InitialRetry;
        for (var attempt = 1; ; attempt++)
        {
            var at = log.Now;
            var reply = await send();
            log.Add(new RequestRecord(name, key, reply.Status, at));
            if (!reply.IsRetryable || attempt == config.MaxAttempts || isSettled())
            {
                return reply;
            }

            await Task.Delay(reply.RetryAfter > wait ? reply.RetryAfter.Value : wait, time, cancellation);
            if (isSettled())
            {
                return reply;
            }

            wait = wait * 2 < config.MaxRetry ? wait * 2 : config.MaxRetry;
        }
    }
}
