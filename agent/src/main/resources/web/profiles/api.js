// The agent's API, as this page uses it. All addresses are relative: the page asks nobody else.
import { query } from './state.js';

const PROFILES = 'api/v1/profiles';

/** Of an answer that is an error: what it says, and who holds the profiler until when, if anybody. */
async function problem(answer) {
  let body = null;
  try {
    body = await answer.json();
  } catch {
    return new Error(`HTTP ${answer.status}`);
  }
  const error = body?.error && typeof body.error === 'object' ? body.error : body;
  const said = [String(error?.message ?? `HTTP ${answer.status}`)];
  if (error?.heldBy) said.push(`held by ${error.heldBy}`);
  if (error?.until) said.push(`until ${new Date(error.until).toLocaleTimeString()}`);
  return new Error(said.join(', '));
}

async function json(address, options = {}) {
  const answer = await fetch(address, { redirect: 'error', ...options });
  if (!answer.ok) throw await problem(answer);
  return answer.json();
}

export function list() {
  return json(PROFILES);
}

export function one(id) {
  return json(`${PROFILES}/${encodeURIComponent(id)}`);
}

export function flameGraph(state, signal) {
  const path = state.id ? `${PROFILES}/${encodeURIComponent(state.id)}/flamegraph` : `${PROFILES}/flamegraph`;
  return json(path + query(state), { signal });
}

export function download(state, kind) {
  return `${PROFILES}/${encodeURIComponent(state.id)}/download${query(state, { format: kind })}`;
}

/** @param token nothing when the agent asks for none */
export function start(request, token) {
  const headers = { 'Content-Type': 'application/json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  return json(PROFILES, { method: 'POST', headers, body: JSON.stringify(request) });
}
