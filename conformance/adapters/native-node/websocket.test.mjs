import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'undici';
import { eventsOf, http, linesOf, play } from './journey.mjs';

/** Collects payloads with the interface that browsers have, until the server closes. */
function listen(conversation, { query = '', first } = {}) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${http.replace(/^http/, 'ws')}/v1/conversations/${conversation}/ws${query}`);
    const payloads = [];
    socket.onopen = () => first && socket.send(JSON.stringify(first));
    socket.onmessage = (message) => payloads.push(JSON.parse(message.data));
    socket.onerror = (event) => reject(event.error ?? new Error('the WebSocket failed'));
    socket.onclose = (event) => resolve({ payloads, code: event.code });
  });
}

test('a WebSocket sees the events that NDJSON brings', async () => {
  const conversation = await play('s-tool');
  const { payloads, code } = await listen(conversation, { first: { type: 'resume', cursor: null } });

  assert.equal(payloads[0].type, 'hello');
  assert.equal(payloads.at(-1).type, 'bye');
  assert.equal(code, 1000);
  assert.deepEqual(eventsOf(payloads), eventsOf(await linesOf(conversation)));
});

test('a WebSocket resumes by message and by query alike', async () => {
  const conversation = await play('s-hello');
  const { payloads } = await listen(conversation, { query: '?cursor=' });
  const cursors = payloads.filter((p) => p.cursor).map((p) => p.cursor);

  for (const cursor of cursors) {
    const byMessage = await listen(conversation, { first: { type: 'resume', cursor } });
    const byQuery = await listen(conversation, { query: `?cursor=${encodeURIComponent(cursor)}` });
    assert.deepEqual(byMessage.payloads, byQuery.payloads);
    assert.deepEqual(eventsOf(byMessage.payloads), eventsOf(await linesOf(conversation, cursor)));
  }
});
