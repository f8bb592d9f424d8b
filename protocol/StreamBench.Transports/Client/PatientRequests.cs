namespace StreamBench.Transports.Client;

/// <summary>
/// Repeats a request that may go better next time, with the same id, until the server answers, the stream has told the outcome,
/// or the tries are used up.
/// </summary>
internal sealed class PatientRequests(ClientConfig config, RunLog log, TimeProvider time)
{
    /// <param name="name">What the log calls the request.</param>
    /// <param name="key">The id that makes a repetition harmless.</param>
    /// <param name="send">One try.</param>
    /// <param name="isSettled">True when the stream has made another try needless.</param>
    /// <param name="cancellation">Stops trying.</param>
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
