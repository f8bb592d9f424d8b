// One conversation, told on each transport by a client that knows nothing of StreamBench.
import { randomUUID } from 'node:crypto';

export const http = required('STREAMBENCH_HTTP').replace(/\/$/, '');
export const grpcAddress = new URL(required('STREAMBENCH_GRPC')).host;

/** Starts a finished conversation and answers its id. */
export async function play(script) {
  const id = `node-${randomUUID()}`;
  const answer = await fetch(`${http}/v1/conversations/${id}/turns`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'hi', clientMessageId: 'm1', script }),
  });
  if (answer.status !== 202) {
    throw new Error(`POST turns answered ${answer.status}: ${await answer.text()}`);
  }
  return id;
}

/** The events that NDJSON brings, as the yardstick: a line of text needs no library that could be wrong. */
export async function linesOf(id, cursor = '') {
  const address = `${http}/v1/conversations/${id}/events?cursor=${encodeURIComponent(cursor)}`;
  const answer = await fetch(address, { headers: { accept: 'application/x-ndjson' } });
  return (await answer.text()).trimEnd().split('\n').map((line) => JSON.parse(line));
}

/** Only what was numbered by the journal, without the place where this transport puts its cursor. */
export function eventsOf(payloads) {
  return payloads.filter((payload) => payload.seq).map(({ cursor, ...event }) => event);
}

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`set ${name} to the address of a running fake agent`);
  }
  return value;
}
