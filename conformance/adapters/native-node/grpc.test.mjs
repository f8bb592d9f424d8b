import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { eventsOf, grpcAddress, linesOf, play } from './journey.mjs';

const proto = fileURLToPath(new URL('../../../protocol/streambench/v1/chat.proto', import.meta.url));
const { Chat } = grpc.loadPackageDefinition(loadSync(proto, { keepCase: true })).streambench.v1;

function connect(t) {
  const client = new Chat(grpcAddress, grpc.credentials.createInsecure());
  t.after(() => client.close());
  return client;
}

async function subscribe(client, request) {
  const frames = [];
  for await (const frame of client.Subscribe(request)) {
    frames.push({ payload: JSON.parse(frame.payload.toString('utf8')), cursor: frame.cursor });
  }
  return frames;
}

const call = (client, method, request) =>
  new Promise((resolve, reject) => client[method](request, (error, reply) => (error ? reject(error) : resolve(reply))));

test('grpc-js sees the events that NDJSON brings', async (t) => {
  const conversation = await play('s-tool');
  const frames = await subscribe(connect(t), { conversation });

  assert.equal(frames[0].payload.type, 'hello');
  assert.equal(frames.at(-1).payload.type, 'bye');
  assert.deepEqual(eventsOf(frames.map((f) => f.payload)), eventsOf(await linesOf(conversation)));
});

test('grpc-js resumes at every cursor', async (t) => {
  const conversation = await play('s-hello');
  const client = connect(t);
  const all = (await subscribe(client, { conversation })).filter((f) => f.cursor);

  for (let k = 0; k < all.length; k++) {
    const rest = (await subscribe(client, { conversation, cursor: all[k].cursor })).filter((f) => f.cursor);
    assert.deepEqual(rest, all.slice(k + 1));
  }
});

test('grpc-js sends once, cancels and asks for history', async (t) => {
  const client = connect(t);
  const conversation = await play('s-hello');
  await subscribe(client, { conversation });

  const first = await call(client, 'Send', { conversation, text: 'again', client_message_id: 'm2' });
  const second = await call(client, 'Send', { conversation, text: 'again', client_message_id: 'm2' });
  assert.deepEqual(second, first);

  await subscribe(client, { conversation });
  await assert.rejects(call(client, 'Cancel', { conversation, turn: first.turn }), { code: grpc.status.FAILED_PRECONDITION });
  await assert.rejects(call(client, 'Cancel', { conversation, turn: 'none' }), { code: grpc.status.NOT_FOUND });

  const history = await call(client, 'History', { conversation });
  assert.match(history.digest, /^sha256:[0-9a-f]{64}$/);
  assert.equal(JSON.parse(history.state.toString('utf8')).turns.length, 2);
});

test('grpc-js is told what is wrong', async (t) => {
  await assert.rejects(subscribe(connect(t), { conversation: 'nowhere' }), { code: grpc.status.NOT_FOUND });
});
