// Puts the page together: the address tells what is shown, and every choice changes the address.
import * as api from './api.js';
import { percent } from './format.js';
import { decode } from './graph.js';
import { described, element, legend, options, table } from './panels.js';
import { search } from './search.js';
import { format, parse, query } from './state.js';
import { View } from './view.js';

const POLL_MILLIS = 1000;
const AT_ONCE = ['search', 'frame', 'sort'];
const byId = (id) => document.getElementById(id);
const fields = ['id', 'baseline', 'operator', 'subtask', 'threads'];

let state = parse(location.hash);
let graph = null;
let loaded = null;
let known = { profiles: [], processes: [] };
let reading = null;

const view = new View(byId('graph'), byId('canvas'), byId('spacer'), {
  selected: (node) => change({ frame: String(node) }),
  hovered: (node) => { if (node >= 0) byId('told').textContent = described(graph, node); },
});

function say(text, className = 'quiet') {
  byId('status').textContent = text;
  byId('status').className = className;
}

/** A new address; what was there stays in the history. Typing in the search field replaces, or each letter would be a step. */
function change(part) {
  const next = { ...state, ...part };
  if (!Object.keys(part).every((field) => AT_ONCE.includes(field))) next.frame = '';
  const address = format(next);
  if (address === format(state)) return;
  history[part.search !== undefined ? 'replaceState' : 'pushState'](null, '', address);
  state = next;
  show();
}

function controls() {
  const done = known.profiles.filter((one) => one.state !== 'running' && !one.error);
  const named = done.map((one) => [one.id, `${one.mode}, ${one.process.host}, ${new Date(one.from).toLocaleString()}`]);
  options(byId('id'), [['', 'none'], ...named], state.id);
  options(byId('baseline'), [['', 'nothing'], ...named.filter(([id]) => id !== state.id)], state.baseline);
  const asked = byId('process').value || known.processes[0]?.id || '';
  options(byId('process'), known.processes.map((one) => [one.id, `${one.kind} on ${one.host}`]), asked);
  for (const field of ['operator', 'subtask', 'threads']) byId(field).value = state[field];
  byId('fold').checked = state.fold === 'flink';
  if (byId('search').value !== state.search) byId('search').value = state.search;
  for (const link of document.querySelectorAll('#downloads a')) {
    link.hidden = !state.id;
    if (state.id) link.href = api.download(state, link.dataset.format);
  }
}

async function show() {
  controls();
  const wanted = state.id || state.process ? state.id + query(state) : '';
  if (wanted === '') return say('Choose a profile or take one.');
  if (wanted !== loaded) {
    reading?.abort();
    reading = new AbortController();
    say('Reading the profile…');
    try {
      const read = decode(await api.flameGraph(state, reading.signal));
      if (wanted !== (state.id + query(state))) return;
      graph = read;
      loaded = wanted;
    } catch (problem) {
      if (problem.name !== 'AbortError') say(`No graph: ${problem.message}`, 'bad');
      return;
    }
    legend(byId('legend'), graph.baselineTotal !== null);
    say(graph.total > 0 ? `${graph.size.toLocaleString('en')} frames` : 'No samples in this selection.');
  }
  const node = Number(state.frame || 0);
  if (view.graph !== graph) view.show(graph, node);
  else if (view.part.selected !== node) view.choose(node, false);
  if (graph.size > 0 && view.part.selected >= 0) byId('told').textContent = described(graph, view.part.selected);
  const found = search(graph, state.search);
  byId('matches').textContent = found ? `${percent(found.share)} in ${found.frames} frames` : '';
  view.found(found);
  table(byId('frames'), graph, state.sort, {
    sort: (column) => change({ sort: column }), pick: (name) => change({ search: name }) });
}

async function take(event) {
  event.preventDefault();
  const button = byId('take');
  button.disabled = true;
  try {
    const seconds = Number(byId('seconds').value);
    const request = { process: byId('process').value, mode: byId('mode').value, durationSeconds: seconds };
    for (const field of ['operator', 'threads']) if (state[field]) request[field] = state[field];
    if (state.subtask !== '') request.subtask = Number(state.subtask);
    const begun = await api.start(request, byId('token').value);
    await finished(begun.id, seconds);
    await refresh();
    change({ id: begun.id });
    byId('progress').textContent = 'done';
  } catch (problem) {
    byId('progress').textContent = `No profile: ${problem.message}`;
  } finally {
    button.disabled = false;
    byId('bar').hidden = true;
  }
}

async function finished(id, seconds) {
  byId('bar').hidden = false;
  byId('bar').max = seconds;
  for (let passed = 0; ; passed++) {
    byId('bar').value = Math.min(passed, seconds);
    byId('progress').textContent = passed < seconds ? `${seconds - passed} s to go` : 'reading the samples…';
    const one = await api.one(id);
    if (one.error) throw new Error(String(one.error.message ?? one.error));
    if (one.state !== 'running') return;
    await new Promise((resolve) => { setTimeout(resolve, POLL_MILLIS); });
  }
}

async function refresh() {
  known = await api.list();
}

async function begin() {
  for (const field of fields) byId(field).addEventListener('change', () => change({ [field]: byId(field).value }));
  byId('fold').addEventListener('change', () => change({ fold: byId('fold').checked ? 'flink' : '' }));
  byId('search').addEventListener('input', () => change({ search: byId('search').value }));
  byId('start').addEventListener('submit', take);
  window.addEventListener('popstate', () => { state = parse(location.hash); show(); });
  for (const kind of ['collapsed', 'pprof', 'jfr', 'html']) {
    const link = element('a', kind);
    link.dataset.format = kind;
    link.hidden = true;
    byId('downloads').append(link);
  }
  try {
    await refresh();
  } catch (problem) {
    say(`The agent does not list profiles: ${problem.message}`, 'bad');
    return;
  }
  show();
}

begin();
