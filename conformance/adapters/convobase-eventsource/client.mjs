// node client.mjs CONVERSATION
//
// Reads the answer to one message with an EventSource, which sends a GET and comes back by itself with the id of the last event, and
// prints the state that it has seen when the turn ends. A stream that is not closed then would be asked for again.
import { EventSource } from 'eventsource';
import { Fold } from '../convobase-fetch/fold.mjs';

const patience = 60_000;

const [conversation] = process.argv.slice(2);
if (!conversation || !process.env.STREAMBENCH_HTTP) {
  console.error('usage: STREAMBENCH_HTTP=http://… node client.mjs CONVERSATION');
  process.exit(2);
}

console.log(JSON.stringify(await talk(conversation)));

function talk(conversation) {
  const address = new URL('/api/chat/stream', process.env.STREAMBENCH_HTTP);
  address.search = new URLSearchParams({ conversation, message: 'Hi', message_id: 'm1' });
  const source = new EventSource(address);
  const fold = new Fold();
  return new Promise((resolve, reject) => {
    const watchdog = setTimeout(() => end(reject, new Error(`no end within ${patience} ms`)), patience);
    const end = (settle, value) => {
      clearTimeout(watchdog);
      source.close();
      settle(value);
    };
    source.onmessage = ({ data }) => {
      try {
        if (fold.take(JSON.parse(data))) {
          end(resolve, fold);
        }
      } catch (error) {
        end(reject, error);
      }
    };
    source.onerror = ({ code, message }) => {
      if (source.readyState === EventSource.CLOSED) {
        end(reject, new Error(`refused for good: ${code ?? ''} ${message ?? ''}`));
      }
    };
  });
}
