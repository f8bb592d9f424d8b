// node grpc.mjs CONVERSATION
//
// Says one prompt on AtmosphereService/Stream with grpc-js, approves whatever it is asked, and prints the state that it has seen when
// the session ends. atmosphere.js has no gRPC: the frames are read here, into the same fold.
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { Fold } from './fold.mjs';

const patience = 60_000;
const proto = fileURLToPath(new URL('../../../protocol/atmosphere/atmosphere.proto', import.meta.url));
const { AtmosphereService } = grpc.loadPackageDefinition(
  loadSync(proto, { keepCase: true, enums: String, defaults: true }),
).org.atmosphere.grpc;

const [conversation] = process.argv.slice(2);
if (!conversation || !process.env.STREAMBENCH_GRPC) {
  console.error('usage: STREAMBENCH_GRPC=http://… node grpc.mjs CONVERSATION');
  process.exit(2);
}

const client = new AtmosphereService(new URL(process.env.STREAMBENCH_GRPC).host, grpc.credentials.createInsecure());
console.log(JSON.stringify(await talk(`/atmosphere/${conversation}`)));
client.close();

async function talk(topic) {
  const fold = new Fold();
  const call = client.Stream({ deadline: Date.now() + patience });
  const say = (payload) => call.write({ type: 'MESSAGE', topic, payload });
  call.write({ type: 'SUBSCRIBE', topic });
  for await (const message of call) {
    if (message.type === 'ACK' && message.tracking_id) {
      call.write({ type: 'HEARTBEAT' });
    } else if (message.type === 'HEARTBEAT') {
      say('Hi'); // the echo shows that the stream is read in both directions
    } else if (message.type === 'MESSAGE' && message.topic === '') {
      if (take(fold, JSON.parse(message.payload), say)) {
        call.end();
        return fold;
      }
    } else {
      throw new Error(`unexpected: ${JSON.stringify(message)}`);
    }
  }
  throw new Error(`the stream ended before its session; seen so far: ${JSON.stringify(fold)}`);
}

// True at the end of the session.
function take(fold, frame, say) {
  const session = frame.sessionId;
  if (frame.event) {
    fold.event(session, frame.event, frame.data);
    if (frame.event === 'approval-required') {
      say(`/__approval/${frame.data.approvalId}/approve`);
    }
    return false;
  }
  switch (frame.type) {
    case 'metadata':
      fold.metadata(session, frame.key, frame.value);
      return false;
    case 'streaming-text':
      fold.text(session, frame.data);
      return false;
    case 'complete':
      fold.close(session, frame.data);
      return true;
    default:
      throw new Error(`unexpected frame: ${JSON.stringify(frame)}`);
  }
}
