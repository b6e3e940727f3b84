// The selection as the part of the address behind '#', so that a link carries it and the back button undoes it. Pure.

export const FIELDS = ['id', 'process', 'mode', 'from', 'to', 'operator', 'subtask', 'threads', 'fold', 'baseline', 'search', 'frame', 'sort'];

export function parse(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const state = {};
  for (const field of FIELDS) state[field] = given.get(field) ?? '';
  return state;
}

export function format(state) {
  const said = new URLSearchParams();
  for (const field of FIELDS) {
    if (state[field]) said.set(field, state[field]);
  }
  return `#${said}`;
}

/** What the agent is asked with: the selection, without what only the page knows. */
export function query(state, extra = {}) {
  const asked = new URLSearchParams();
  const fields = state.id
    ? ['operator', 'subtask', 'threads', 'fold', 'baseline']
    : ['process', 'mode', 'from', 'to', 'operator', 'subtask', 'threads', 'fold', 'baseline'];
  for (const field of fields) {
    if (state[field]) asked.set(field, state[field]);
  }
  for (const [name, value] of Object.entries(extra)) asked.set(name, value);
  const text = asked.toString();
  return text === '' ? '' : `?${text}`;
}
