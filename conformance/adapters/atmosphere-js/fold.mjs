// What Atmosphere's frames add up to, in the form of content(state): written from the mapping table, with nothing of ours in it.
// An event that the table does not name here is an error, never left out.

const runId = 'X-Atmosphere-Run-Id';

export class Fold {
  #turns = new Map();
  #approvals = [];

  metadata(session, key, value) {
    const turn = this.#turn(session);
    if (key === runId) {
      return; // how the session began
    }
    const known = turn.items.find((item) => item.kind === 'data' && item.key === key);
    if (known) {
      known.value = value;
    } else {
      add(turn, { kind: 'data', key, value });
    }
  }

  text(session, text) {
    this.#turn(session).text += text;
  }

  progress(session, label) {
    add(this.#turn(session), { kind: 'status', label, status: 'pending' });
  }

  event(session, event, data) {
    const turn = this.#turn(session);
    switch (event) {
      case 'text-complete':
        turn.text = data.fullText;
        break;
      case 'reasoning-delta':
        turn.reasoning ??= add(turn, { kind: 'reasoning', text: '' });
        turn.reasoning.text += data.text;
        break;
      case 'tool-start':
        add(turn, { kind: 'tool', name: data.toolName, args: data.arguments, status: 'running' });
        break;
      case 'tool-result':
        answer(turn, data.toolName, 'success', data.result);
        break;
      case 'tool-error':
        answer(turn, data.toolName, 'error', data.error);
        break;
      case 'approval-required':
        this.#approvals.push({ decision: null, item: openCall(turn, data.toolName), prompt: data.message });
        break;
      case 'handoff':
        add(turn, {
          kind: 'handoff',
          role: 'system',
          agent: data.fromAgent,
          from: data.fromAgent,
          to: data.toAgent,
          ...(data.reason ? { reason: data.reason } : {}),
        });
        turn.agent = data.toAgent;
        break;
      default:
        throw new Error(`this fold does not know the event "${event}"`);
    }
  }

  close(session, summary) {
    this.#turn(session).status = summary || 'completed';
  }

  /** Turns and items counted from 0, as content(state) names them; a turn's one text stands first. */
  toJSON() {
    const turns = [...this.#turns.values()];
    const all = turns.flatMap((turn, n) => {
      const first = turn.text ? [{ kind: 'text', text: turn.text, agent: null }] : [];
      return [...first, ...turn.items].map((item) => ({ item, turn: `t${n}` }));
    });
    return {
      turns: turns.map((turn, n) => ({ id: `t${n}`, agent: turn.agent, status: turn.status })),
      items: all.map(({ item: { key, ...shown }, turn }, n) => ({ id: `i${n}`, turn, role: 'assistant', ...shown })),
      approvals: this.#approvals.map((one) => ({ ...one, item: `i${all.findIndex(({ item }) => item === one.item)}` })),
    };
  }

  #turn(session) {
    if (!session) {
      throw new Error('a frame outside of any session');
    }
    if (!this.#turns.has(session)) {
      this.#turns.set(session, { agent: null, status: 'open', text: '', items: [] });
    }
    return this.#turns.get(session);
  }
}

function add(turn, item) {
  const placed = { agent: turn.agent, ...item };
  turn.items.push(placed);
  return placed;
}

// No frame has a call's id: a result belongs to the oldest call of its tool that has none.
function openCall(turn, name) {
  const call = turn.items.find((item) => item.kind === 'tool' && item.name === name && !('result' in item));
  if (!call) {
    throw new Error(`no call of "${name}" is open`);
  }
  return call;
}

function answer(turn, name, status, result) {
  Object.assign(openCall(turn, name), { status, result });
}
