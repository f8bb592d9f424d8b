// The client: follows a conversation of streambench/1 over server-sent events with fetch, and comes back after every drop.
import { Conversation } from './state.mjs';
import { events } from './sse.mjs';

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

class Ended extends Error {}

export class Chat {
  #conversation = new Conversation();
  #leaving = new AbortController();

  constructor({ url, conversation, config, stop }) {
    this.base = `${url}/v1/conversations/${conversation}`;
    Object.assign(this, { config, stop });
  }

  get state() {
    return this.#conversation.toJSON();
  }

  leave() {
    this.#leaving.abort();
  }

  /** Answers with the status of the last try; 0 when the server was not reached. */
  decide(id, decision) {
    return this.#post(`approvals/${id}`, { decision }, { 'idempotency-key': `${id}/${decision}` });
  }

  /** Sends the message, if there is one, and follows until the turn or the stream has ended. */
  async follow(message) {
    const chat = this.#conversation;
    if (message) await this.#post('turns', message);
    try {
      for (let inVain = 0; !chat.isDone(this.stop); inVain++) {
        if (inVain > 10 || this.#leaving.signal.aborted) return 'gave_up';
        const before = chat.cursor;
        await this.#connect().catch((error) => {
          if (error instanceof Ended) throw error; // everything else is a drop
        });
        if (chat.cursor !== before) inVain = 0;
        if (!chat.isDone(this.stop)) await sleep(Math.max(chat.retryMs, this.config.initialRetryMs));
      }
      return 'ok';
    } catch (error) {
      return error.message;
    } finally {
      this.leave();
    }
  }

  // One connection: reads until the turn, the stream or the server's patience ends, or nothing comes for too long.
  async #connect() {
    const chat = this.#conversation;
    const silent = new AbortController();
    const { idleTimeoutMs, turnTimeoutMs, headers } = this.config;
    const clock = setTimeout(() => {
      chat.giveUpTurns(turnTimeoutMs);
      silent.abort();
    }, Math.min(idleTimeoutMs, turnTimeoutMs));
    const signal = AbortSignal.any([silent.signal, this.#leaving.signal]);
    const cursor = chat.cursor && { 'last-event-id': Buffer.from(chat.cursor).toString('latin1') }; // UTF-8, byte for byte
    try {
      const answer = await fetch(`${this.base}/events`, { headers: { accept: 'text/event-stream', ...headers, ...cursor }, signal });
      if (answer.status === 204) return chat.end();
      if (answer.status === 401) throw new Ended('auth_required');
      if (answer.status >= 500 || [408, 429].includes(answer.status)) return await sleep((Number(answer.headers.get('retry-after')) || 0) * 1000);
      const type = answer.headers.get('content-type')?.toLowerCase();
      if (answer.status >= 400 || !type?.startsWith('text/event-stream')) throw new Ended('error');
      for await (const event of events(answer.body, () => clock.refresh())) {
        if (event.data && !chat.take(JSON.parse(event.data), event.id)) return; // a hole: ask again from the cursor
        if (chat.isDone(this.stop) || chat.giveUpTurns(turnTimeoutMs)) return;
      }
    } finally {
      clearTimeout(clock);
      silent.abort();
    }
  }

  // The same body again is harmless: the id in it, or the key, makes it the same request.
  async #post(path, body, headers) {
    const all = { 'content-type': 'application/json', ...this.config.headers, ...headers };
    for (let tries = 0; tries < 5; tries++) {
      try {
        const answer = await fetch(`${this.base}/${path}`, { method: 'POST', headers: all, body: JSON.stringify(body) });
        await answer.body?.cancel();
        if (answer.status < 500) return answer.status;
      } catch {
        // not reached, or no answer
      }
      await sleep(50);
    }
    return 0;
  }
}
