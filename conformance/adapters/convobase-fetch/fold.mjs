// What Convobase's frames add up to, in the form of content(state): written from the mapping table, with nothing of ours in it.
// A frame that the table does not name here is an error, never left out.

export class Fold {
  #turns = [];
  #open = null;
  #text = null;

  /** Takes one frame; true when it has ended the turn. */
  take(frame) {
    const metadata = frame.metadata ?? {};
    if (metadata.edit) {
      throw new Error(`this fold does not know the edit "${metadata.edit}"`);
    }
    switch (frame.type) {
      case 'token':
        this.#speak(this.#turn(metadata.turn), metadata.text, frame.content);
        return false;
      case 'function_call':
        this.#turn(metadata.turn).items.push({ kind: 'tool', name: frame.name, args: frame.args, status: 'running' });
        return false;
      case 'error':
        return this.#close('failed', metadata.turn, frame.error);
      case 'done':
        return this.#close(metadata.status ?? 'completed', metadata.turn);
      default:
        throw new Error(`this fold does not know the type "${frame.type}"`);
    }
  }

  /** Turns and items counted from 0, as content(state) names them. */
  toJSON() {
    const items = this.#turns.flatMap((turn, n) => turn.items.map((item) => ({ item, turn: `t${n}` })));
    return {
      turns: this.#turns.map(({ status, error }, n) => ({ id: `t${n}`, agent: null, status, ...(error ? { error } : {}) })),
      items: items.map(({ item: { key, ...shown }, turn }, n) => ({ id: `i${n}`, turn, agent: null, role: 'assistant', ...shown })),
      approvals: [],
    };
  }

  // A turn opens with the first frame that speaks in it.
  #turn(named) {
    if (!this.#open || (named && named !== this.#open.key)) {
      this.#open = { key: named, status: 'open', items: [] };
      this.#turns.push(this.#open);
      this.#text = null;
    }
    return this.#open;
  }

  #speak(turn, named, content) {
    if (!this.#text || (named && named !== this.#text.key)) {
      this.#text = turn.items.find((item) => named && item.key === named) ?? null;
      if (!this.#text) {
        this.#text = { kind: 'text', key: named, text: '' };
        turn.items.push(this.#text);
      }
    }
    this.#text.text += content;
  }

  #close(status, named, error) {
    const turn = this.#turn(named);
    turn.status = status;
    turn.error = error?.code;
    for (const call of turn.items.filter((item) => item.status === 'running')) {
      call.status = 'interrupted'; // nothing tells what became of it
    }
    this.#open = this.#text = null;
    return true;
  }
}
