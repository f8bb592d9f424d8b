// Server-sent events as WHATWG has them (HTML §9.2.6): {id, data} of each event that a blank line has ended.

/** Reads a body; the id of a half-received event is never seen. `alive` is called for whatever comes. */
export async function* events(body, alive = () => {}) {
  const decoder = new TextDecoder(); // keeps a character that a chunk has cut
  let text = '';
  let id;
  let data = [];
  for await (const chunk of body) {
    alive();
    text += decoder.decode(chunk, { stream: true });
    const lines = text.split(/\r\n|\n|\r(?!$)/); // a CR at the end may be half a CRLF
    text = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { id, data: data.join('\n') };
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') data.push(value);
      if (field === 'id' && !value.includes('\0')) id = value;
    }
  }
}
