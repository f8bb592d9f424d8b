// Drives a Toxiproxy server with the node client, unchanged. TOXIPROXY_URL names the server; any Toxiproxy passes the same test.
import assert from "node:assert/strict";
import net from "node:net";
import { after, before, beforeEach, test } from "node:test";
import toxiproxy from "toxiproxy-node-client";

const url = process.env.TOXIPROXY_URL ?? "http://127.0.0.1:8474";
const client = new toxiproxy.Toxiproxy(url);
const toxics = {
  latency: { latency: 20, jitter: 5 },
  bandwidth: { rate: 1000 },
  slow_close: { delay: 5 },
  timeout: { timeout: 1000 },
  reset_peer: { timeout: 5 },
  slicer: { average_size: 10, size_variation: 2, delay: 10 },
  limit_data: { bytes: 1000 },
};

let echo;
let upstream;

before(async () => {
  echo = net.createServer((socket) => socket.on("error", () => {}).pipe(socket));
  await new Promise((ready) => echo.listen(0, "127.0.0.1", ready));
  upstream = `127.0.0.1:${echo.address().port}`;
});

after(() => echo.close());

beforeEach(async () => {
  for (const proxy of Object.values(await client.getAll())) await proxy.remove();
});

const create = () => client.createProxy({ name: "echo", listen: "127.0.0.1:0", upstream, enabled: true });

/** Sends a text through a proxy and gives what came back, and after how many milliseconds. */
const say = (proxy, text) =>
  new Promise((resolve) => {
    const [host, port] = proxy.listen.split(":");
    const from = performance.now();
    let heard = "";
    const socket = net.connect(Number(port), host, () => socket.write(text));
    const end = (how) => resolve({ heard, how, ms: performance.now() - from });
    socket.on("data", (data) => {
      heard += data;
      if (heard.length === text.length) socket.end();
    });
    socket.on("end", () => end("end"));
    socket.on("error", (error) => end(error.code));
  });

test("tells its version", async () => {
  assert.match(JSON.parse(await client.getVersion().then((answer) => answer.data ?? answer)).version, /^\d+\.\d+\.\d+$/);
});

test("creates, finds and removes a proxy", async () => {
  const proxy = await create();
  assert.match(proxy.listen, /^127\.0\.0\.1:[1-9]\d*$/);
  assert.deepEqual((await client.get("echo")).toJson(), proxy.toJson());
  assert.equal((await say(proxy, "hello")).heard, "hello");

  await proxy.remove();
  await assert.rejects(client.get("echo"), /status code 404/);
});

test("refuses a name that is taken", async () => {
  await create();
  await assert.rejects(create(), /status code 409/);
});

test("disables and enables a proxy at the same port", async () => {
  const proxy = await create();
  const off = await proxy.update({ enabled: false, listen: proxy.listen, upstream });
  assert.equal(off.enabled, false);
  assert.equal((await say(proxy, "hello")).how, "ECONNREFUSED");
  const on = await proxy.update({ enabled: true, listen: proxy.listen, upstream });
  assert.equal(on.listen, proxy.listen);
  assert.equal((await say(proxy, "hello")).heard, "hello");
});

test("populates", async () => {
  const wanted = ["one", "two"].map((name) => ({ name, listen: "127.0.0.1:0", upstream, enabled: true }));
  const made = await client.populate(wanted);
  assert.deepEqual(Object.keys(made), ["one", "two"]);
  assert.equal((await say(made.two, "hello")).heard, "hello");
  assert.deepEqual(Object.keys(await client.getAll()), ["one", "two"]);
});

for (const [type, attributes] of Object.entries(toxics)) {
  for (const stream of ["upstream", "downstream"]) {
    test(`adds, changes and removes ${type} ${stream}`, async () => {
      const proxy = await create();
      const toxic = await proxy.addToxic({ name: "it", type, stream, toxicity: 1, attributes });
      assert.deepEqual(toxic.toJson(), { name: "it", type, stream, toxicity: 1, attributes });
      assert.deepEqual((await proxy.getToxic("it")).toJson(), toxic.toJson());

      const changed = await toxic.update({ toxicity: 0.5, attributes });
      assert.equal(changed.toxicity, 0.5);

      await changed.remove();
      await assert.rejects(proxy.getToxic("it"), /status code 404/);
      assert.equal((await say(proxy, "hello")).heard, "hello");
    });
  }
}

test("refuses a toxic it does not know", async () => {
  const proxy = await create();
  await assert.rejects(proxy.addToxic({ name: "x", type: "nothing", stream: "upstream", toxicity: 1, attributes: {} }), /status code 400/);
});

test("latency is felt, and reset takes it away", async () => {
  const proxy = await create();
  await proxy.addToxic({ name: "slow", type: "latency", stream: "downstream", toxicity: 1, attributes: { latency: 150, jitter: 0 } });
  const slow = await say(proxy, "hello");
  assert.equal(slow.heard, "hello");
  assert.ok(slow.ms >= 150, `took ${slow.ms} ms`);

  await client.reset();
  await assert.rejects(proxy.getToxic("slow"), /status code 404/);
});

test("reset_peer is felt as a reset", async () => {
  const proxy = await create();
  await proxy.addToxic({ name: "cut", type: "reset_peer", stream: "downstream", toxicity: 1, attributes: { timeout: 0 } });
  const cut = await say(proxy, "hello");
  assert.deepEqual([cut.heard, cut.how], ["", "ECONNRESET"]);
});

test("limit_data cuts at the byte", async () => {
  const proxy = await create();
  await proxy.addToxic({ name: "cut", type: "limit_data", stream: "downstream", toxicity: 1, attributes: { bytes: 3 } });
  assert.deepEqual({ ...(await say(proxy, "hello")), ms: 0 }, { heard: "hel", how: "end", ms: 0 });
});
