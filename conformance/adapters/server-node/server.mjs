// The smallest server under test: it answers every message with the same sentence, over server-sent events.
// streambench conform --server-cmd "node server.mjs"
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

// A server that has lost its conversations begins a newer epoch: tenths of a second since 2026 fit into 31 bits.
const epoch = Math.floor((Date.now() - Date.UTC(2026, 0)) / 100);
const conversations = new Map();

// The log is kept for ever and each reader has a place of its own in it: so nobody steals, and nothing is lost.
class Conversation {
  constructor(id, number) {
    this.id = id;
    this.cursors = `${epoch}-${number}`; // so that a cursor of another conversation is known as such
  }

  log = [];
  turns = new Map();
  readers = new Set();

  say(event) {
    this.log.push({ ...event, seq: this.log.length + 1, epoch });
    for (const wake of this.readers) wake();
  }

  submit({ text, clientMessageId }) {
    const known = this.turns.get(clientMessageId);
    if (known) return known;
    const turn = `t${this.turns.size + 1}`;
    const accepted = { turn, cursor: `${this.cursors}:${this.log.length}` };
    this.turns.set(clientMessageId, accepted);
    this.open = turn;
    this.play(turn, text, clientMessageId);
    return accepted;
  }

  async play(turn, text, clientMessageId) {
    const [user, item] = [`${turn}-user`, `${turn}-answer`];
    this.say({ type: 'turn.open', turn, agent: 'a1' });
    this.say({ type: 'item.open', turn, item: user, kind: 'text', role: 'user', clientMessageId });
    this.say({ type: 'text.append', turn, item: user, text });
    this.say({ type: 'item.close', turn, item: user });
    this.say({ type: 'item.open', turn, item, kind: 'text' });
    for (const word of ['Nice', ' to', ' meet', ' you', ' 👋']) {
      await new Promise((done) => setTimeout(done, 20));
      this.say({ type: 'text.append', turn, item, text: word });
    }
    this.say({ type: 'item.close', turn, item });
    this.open = null;
    this.say({ type: 'turn.close', turn, status: 'completed' });
  }
}

function stream(conversation, request, response) {
  const cursor = request.headers['last-event-id'];
  const last = conversation.log.length;
  const [, its, seq] = /^(\d+-\d+):(\d+)$/.exec(cursor ?? `${conversation.cursors}:0`) ?? [];
  if (its !== conversation.cursors || Number(seq) > last) return fail(response, 410, 'cursor_expired');
  if (cursor && Number(seq) === last && !conversation.open) return response.writeHead(204).end();
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  write(response, { type: 'hello', conversation: conversation.id, epoch, resume: 'replay', firstSeq: 1, lastSeq: last, retryMs: 50 });
  let sent = Number(seq);
  const wake = () => {
    for (; sent < conversation.log.length; sent++) write(response, conversation.log[sent], `${conversation.cursors}:${sent + 1}`);
    if (conversation.open) return;
    conversation.readers.delete(wake);
    write(response, { type: 'bye', reason: 'done' });
    response.end();
  };
  conversation.readers.add(wake);
  response.on('close', () => conversation.readers.delete(wake));
  wake();
}

const write = (response, event, id) => response.write(`${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(event)}\n\n`);

const fail = (response, status, code) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { code } }));

async function answer(request, response) {
  const [, id, what] = /^\/v1\/conversations\/([^/?]+)\/(turns|events)/.exec(request.url) ?? [];
  if (what === 'events') return conversations.has(id) ? stream(conversations.get(id), request, response) : fail(response, 404, 'unknown');
  if (what !== 'turns' || request.method !== 'POST') return fail(response, 404, 'unknown');
  const message = await read(request);
  if (typeof message?.text !== 'string' || typeof message.clientMessageId !== 'string') return fail(response, 400, 'bad_message');
  if (!conversations.has(id)) conversations.set(id, new Conversation(id, conversations.size));
  response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify(conversations.get(id).submit(message)));
}

async function read(request) {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  try { return JSON.parse(text); } catch { return null; }
}

createInterface({ input: process.stdin }).once('line', () => {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1', () =>
    console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}`, name: 'server-node', transports: ['sse'], capabilities: ['stream', 'resume', 'restart'] })));
});
