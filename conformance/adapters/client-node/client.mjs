// A StreamBench client under test: fetch and nothing else. Speaks SBCP/1 on stdin/stdout, server-sent events on the wire.
import { createInterface } from 'node:readline';
import { Conversation } from './state.mjs';
import { events } from './sse.mjs';

const runs = new Map();
const say = (message) => process.stdout.write(JSON.stringify(message) + '\n');
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

class Refused extends Error {}

async function post(url, headers, body, signal) {
  for (let tries = 0; tries < 5; tries++) {
    try {
      const all = { 'content-type': 'application/json', ...headers };
      const answer = await fetch(url, { method: 'POST', headers: all, body: JSON.stringify(body), signal });
      await answer.body?.cancel();
      if (answer.status < 500) return answer.status;
    } catch (error) {
      if (signal.aborted) throw error;
    }
    await sleep(50); // the same body again: its id makes the repetition harmless
  }
  return 0;
}

async function run(order) {
  const { url, conversation, config, stop } = order;
  const base = `${url}/v1/conversations/${conversation}`;
  const closing = new AbortController();
  const chat = new Conversation();
  runs.set(order.run, { closing, chat, base, headers: config.headers });
  const deadline = setTimeout(() => closing.abort(), stop.deadlineMs);
  let outcome = 'ok';
  try {
    if (order.message) await post(`${base}/turns`, config.headers, order.message, closing.signal);
    for (let inVain = 0; !chat.isDone(stop); inVain++) {
      if (inVain > 10) throw new Refused('gave_up');
      const before = chat.cursor;
      await follow(base, chat, order, closing.signal).catch((error) => {
        if (error instanceof Refused || closing.signal.aborted) throw error;
      });
      if (chat.cursor !== before) inVain = 0;
      if (!chat.isDone(stop)) await sleep(Math.max(chat.retryMs, config.initialRetryMs));
    }
  } catch (error) {
    outcome = error.message === 'auth_required' ? 'auth_required' : error instanceof Refused ? 'error' : 'gave_up';
  }
  clearTimeout(deadline);
  closing.abort();
  runs.delete(order.run);
  say({ re: 'case', run: order.run, outcome, state: chat.toJSON() });
}

// One connection: reads until the turn, the stream or the server's patience ends.
async function follow(base, chat, { config, stop }, signal) {
  const headers = { accept: 'text/event-stream', ...config.headers };
  if (chat.cursor) headers['last-event-id'] = chat.cursor;
  const answer = await fetch(`${base}/events`, { headers, signal });
  if (answer.status === 204) return chat.end();
  if (answer.status === 401) throw new Refused('auth_required');
  if (answer.status >= 400 && answer.status < 500 && ![408, 429].includes(answer.status)) throw new Refused('refused');
  if (answer.status >= 500 || answer.status === 429) {
    return sleep((Number(answer.headers.get('retry-after')) || 0) * 1000);
  }
  if (!answer.headers.get('content-type')?.toLowerCase().startsWith('text/event-stream')) throw new Refused('no stream');
  for await (const event of events(answer.body)) {
    if (event.data && !chat.take(JSON.parse(event.data), event.id)) return; // a hole: ask again from the cursor
    if (chat.isDone(stop)) return;
  }
}

async function act({ run: name, step, action, id }) {
  const run = runs.get(name);
  const decision = { approve: 'approved', reject: 'rejected' }[action];
  if (action === 'dispose') run?.closing.abort();
  else if (!decision || !run) return say({ re: 'do', run: name, step, unsupported: true });
  let status = 0;
  if (decision) {
    const headers = { ...run.headers, 'idempotency-key': `${id}/${decision}` };
    status = await post(`${run.base}/approvals/${id}`, headers, { decision }, run.closing.signal).catch(() => 0);
  }
  say({ re: 'do', run: name, step, ok: !decision || status === 200, status });
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  if (order.cmd === 'start') {
    const client = { name: 'client-node', language: 'JavaScript' };
    const capabilities = ['stream', 'resume', 'state', 'tools', 'approvals'];
    say({ re: 'start', protocol: 1, client, capabilities, transports: ['sse'], maxConcurrency: 8 });
  } else if (order.cmd === 'case') run(order);
  else if (order.cmd === 'do') act(order);
  else if (order.cmd === 'stop') process.exit(0);
}
