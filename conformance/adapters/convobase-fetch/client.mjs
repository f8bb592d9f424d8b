// node client.mjs CONVERSATION
//
// POSTs one message as the published sample does, reads the answer with Node's own fetch while it comes, and prints the state that it
// has seen when the turn ends.
import { Fold } from './fold.mjs';

const patience = 60_000;

const [conversation] = process.argv.slice(2);
if (!conversation || !process.env.STREAMBENCH_HTTP) {
  console.error('usage: STREAMBENCH_HTTP=http://… node client.mjs CONVERSATION');
  process.exit(2);
}

console.log(JSON.stringify(await talk(conversation)));

async function talk(conversation) {
  const answer = await fetch(new URL('/api/chat/stream', process.env.STREAMBENCH_HTTP), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ conversation, message: 'Hi', message_id: 'm1' }),
    signal: AbortSignal.timeout(patience),
  });
  if (!answer.ok) {
    throw new Error(`${answer.status}: ${await answer.text()}`);
  }

  const fold = new Fold();
  let hasEnded = false;
  for await (const payload of payloads(answer.body)) {
    hasEnded = fold.take(JSON.parse(payload)) || hasEnded;
  }
  if (!hasEnded) {
    throw new Error(`the answer ended before its turn; seen so far: ${JSON.stringify(fold)}`);
  }
  return fold;
}

// The data of each event. A chunk may end anywhere, in a character too; a blank line ends an event.
async function* payloads(body) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n').filter((line) => line.startsWith('data:'));
      text = text.slice(end + 2);
      if (lines.length > 0) {
        yield lines.map((line) => line.slice('data:'.length)).join('\n');
      }
    }
  }
}
