// The adapter: SBCP/1 on stdin and stdout. The client that it adapts is in chat.mjs.
import { createInterface } from 'node:readline';
import { Chat } from './chat.mjs';

const chats = new Map();
const say = (message) => process.stdout.write(JSON.stringify(message) + '\n');

async function run(order) {
  const chat = new Chat(order);
  chats.set(order.run, chat);
  const deadline = setTimeout(() => chat.leave(), order.stop.deadlineMs);
  const outcome = await chat.follow(order.message);
  clearTimeout(deadline);
  chats.delete(order.run);
  say({ re: 'case', run: order.run, outcome, state: chat.state });
}

// `ok` says that it was done, not that the server was of the same opinion: a decision may come too late.
async function act({ run, step, action, id }) {
  const chat = chats.get(run);
  const decision = { approve: 'approved', reject: 'rejected' }[action];
  if (!chat || (!decision && action !== 'dispose')) return say({ re: 'do', run, step, unsupported: true });
  const status = decision ? await chat.decide(id, decision) : chat.leave();
  say({ re: 'do', run, step, ok: status !== 0, status });
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
