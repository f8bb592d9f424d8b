// node client.mjs TRANSPORT CONVERSATION [FALLBACK]
//
// Atmosphere's official client, unchanged, says one prompt to a running fake agent, approves whatever it is asked, and prints the
// state that it has seen when the session ends. With a transport to fall back to it asks at the address that serves all of them.
import { Atmosphere } from 'atmosphere.js';
import { subscribeStreaming } from 'atmosphere.js/streaming';
import { EventSource } from 'eventsource';
import WebSocket from 'ws';
import { Fold } from './fold.mjs';

// What the client finds in a browser and Node 20 lacks.
globalThis.WebSocket ??= WebSocket;
globalThis.EventSource ??= EventSource;

const addresses = { websocket: 'ws', sse: 'sse', streaming: 'streaming', 'long-polling': 'lp' };
const patience = 60_000;

const [transport, conversation, fallback] = process.argv.slice(2);
if (!addresses[transport] || !conversation || !process.env.STREAMBENCH_HTTP) {
  console.error(`usage: STREAMBENCH_HTTP=http://… node client.mjs ${Object.keys(addresses).join('|')} CONVERSATION [FALLBACK]`);
  process.exit(2);
}

console.log(JSON.stringify(await talk(transport, conversation, fallback)));

async function talk(transport, conversation, fallback) {
  const fold = new Fold();
  const { promise: opened, resolve: open } = waiter();
  const { promise: ended, resolve: end, reject: fail } = waiter();
  const watchdog = setTimeout(() => fail(new Error(`no end within ${patience} ms; seen so far: ${JSON.stringify(fold)}`)), patience);
  const guarded = (take) => (...args) => {
    try {
      take(...args);
    } catch (error) {
      fail(error);
    }
  };

  const handle = await subscribeStreaming(
    new Atmosphere({ logLevel: 'error' }),
    {
      url: `${process.env.STREAMBENCH_HTTP.replace(/\/$/, '')}/atmosphere/${conversation}${fallback ? '' : `/${addresses[transport]}`}`,
      transport,
      ...(fallback ? { fallbackTransport: fallback } : {}),
      enableProtocol: true,
      trackMessageLength: true,
    },
    {
      onOpen: open,
      onMetadata: guarded((key, value) => fold.metadata(handle.sessionId, key, value)),
      onStreamingText: guarded((text) => fold.text(handle.sessionId, text)),
      onProgress: guarded((message) => fold.progress(handle.sessionId, message)),
      onAiEvent: guarded((event, data) => {
        fold.event(handle.sessionId, event, data);
        if (event === 'approval-required') {
          handle.send(`/__approval/${data.approvalId}/approve`);
        }
      }),
      onComplete: guarded((summary) => {
        fold.close(handle.sessionId, summary);
        end();
      }),
      onError: (message) => fail(new Error(message)),
    },
  );
  try {
    await opened;
    handle.send('Hi');
    await ended;
  } finally {
    clearTimeout(watchdog);
    await handle.close();
  }
  return fold;
}

function waiter() {
  let settle;
  const promise = new Promise((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
}
