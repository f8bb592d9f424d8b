// The state of a conversation: texts, tools and approvals, from the events of streambench/1.

const CLOSED = ['completed', 'failed', 'cancelled', 'interrupted', 'timed_out'];

/** Folds events; `take` answers false when one is missing before it. */
export class Conversation {
  cursor = null;
  retryMs = 0;
  #seq = 0;
  #epoch = null;
  #ended = false;
  #turns = new Map();
  #items = new Map();
  #order = [];
  #approvals = new Map();
  #progress = performance.now();

  take(event, cursor) {
    if (event.type === 'hello') {
      if (this.#epoch !== null && event.epoch !== this.#epoch) this.#ended = true; // a new log needs snapshots
      this.#epoch = event.epoch;
      this.retryMs = event.retryMs ?? 0;
      this.#progress = performance.now(); // only silence on an open stream counts
    }
    if (event.type === 'bye' && event.reason === 'done') this.#ended = true;
    if (event.seq === undefined || event.seq <= this.#seq) return true; // a control frame, or a repetition
    if (event.seq > this.#seq + 1) return false;
    this.#seq = event.seq;
    this.cursor = cursor ?? this.cursor;
    this.#progress = performance.now();
    const turn = this.#turns.get(event.turn);
    const isLate = turn?.synth && event.type === 'turn.close'; // the server's word counts more than a time-out
    if (turn?.status === 'open' || isLate || !turn || event.type === 'approval.decision') this.#apply(event, turn);
    return true;
  }

  end() {
    this.#ended = true;
  }

  /** Closes the open turns when nothing has happened in them for so long, unless they wait for the user. */
  giveUpTurns(ms) {
    const waits = [...this.#approvals.values()].some((approval) => approval.decision === null);
    const open = [...this.#turns.values()].filter((turn) => turn.status === 'open');
    if (waits || open.length === 0 || performance.now() - this.#progress < ms) return false;
    for (const turn of open) this.#close({ turn: turn.id, status: 'timed_out', synth: true }, turn);
    return true;
  }

  isDone(stop) {
    if (stop.when === 'dispose') return false;
    const closed = [...this.#turns.values()].filter((turn) => turn.status !== 'open').length;
    return this.#ended || (stop.when === 'turn_end' && closed === this.#turns.size && closed >= (stop.turns ?? 1));
  }

  #apply(event, turn) {
    const item = this.#items.get(event.item);
    switch (event.type) {
      case 'turn.open': return this.#turns.set(event.turn, { id: event.turn, status: 'open', agent: event.agent ?? null });
      case 'turn.close': return this.#close(event, turn);
      case 'item.open': return this.#open(event, turn);
      case 'text.append': return item && (item.text += event.text);
      case 'item.replace': return item && (item.text = event.text);
      case 'item.close': return item && event.text !== undefined && (item.text = event.text);
      case 'item.status': return item?.kind === 'status' && (item.status = event.status);
      case 'item.remove': return this.#order.splice(this.#order.indexOf(event.item), 1);
      case 'tool.args': return item && (item.argsText = (item.argsText ?? '') + event.text);
      case 'tool.call': return item && this.#call(item, event);
      case 'tool.output': return item && (item.output = (item.output ?? '') + event.text);
      case 'tool.result': return item && this.#result(item, event);
      case 'handoff': return this.#handOff(event, turn);
      case 'approval.request': return this.#request(event, item);
      case 'approval.decision': return this.#decide(event);
    }
  }

  #open({ item: id, kind, role = 'assistant', agent, after, name }, turn) {
    if (!turn || this.#items.has(id) || !['text', 'reasoning', 'tool'].includes(kind)) return; // this client shows no other kinds
    const item = { id, turn: turn.id, kind, role, agent: agent ?? turn.agent };
    Object.assign(item, kind === 'tool' ? { name, status: 'pending' } : { text: '' });
    this.#items.set(id, item);
    this.#order.splice(after ? this.#order.indexOf(after) + 1 : this.#order.length, 0, id);
  }

  #call(item, event) {
    try {
      item.args = event.args ?? JSON.parse(item.argsText ?? '{}');
      item.status = 'running';
      delete item.argsText;
    } catch {
      item.status = 'error'; // the text is kept
    }
  }

  #result(item, { result, isError }) {
    if (['pending', 'running', 'awaiting_approval'].includes(item.status)) { // the first one counts
      Object.assign(item, { result, status: isError ? 'error' : 'success' });
    }
  }

  #handOff({ seq, from, to, reason }, turn) {
    if (!turn) return;
    turn.agent = to;
    const id = `handoff:${seq}`;
    this.#items.set(id, { id, turn: turn.id, kind: 'handoff', role: 'system', agent: from, from, to, reason });
    this.#order.push(id);
  }

  #request({ approval, item: id, prompt }, item) {
    this.#approvals.set(approval, { item: id ?? null, prompt, decision: null });
    if (item) item.status = 'awaiting_approval';
  }

  #decide({ approval: id, decision, editedArgs }) {
    const approval = this.#approvals.get(id);
    if (!approval || approval.decision) return;
    Object.assign(approval, { decision }, editedArgs === undefined ? {} : { editedArgs });
    const item = this.#items.get(approval.item);
    if (item?.status === 'awaiting_approval') item.status = ['approved', 'edited'].includes(decision) ? 'running' : 'denied';
  }

  #close({ turn: id, status, synth, finishReason, error }, turn) {
    if (!turn || !CLOSED.includes(status)) return; // a word of the future
    Object.assign(turn, { status, synth }, finishReason && { finishReason }, error && { error: error.code });
    const open = status === 'interrupted' ? ['pending', 'running'] : ['pending', 'running', 'awaiting_approval'];
    for (const item of this.#items.values()) {
      if (item.turn === id && item.kind === 'tool' && open.includes(item.status)) item.status = 'interrupted';
    }
  }

  toJSON() {
    const turns = [...this.#turns.values()];
    const items = this.#order.map((id) => this.#items.get(id));
    const inputEnabled = turns.every((turn) => turn.status !== 'open');
    return { turns, items, approvals: [...this.#approvals.values()], cursor: this.cursor, inputEnabled };
  }
}
