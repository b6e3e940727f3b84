'use strict';
// Reads the API and shows it. Names of jobs, operators and states are hostile text: only textContent, never markup.

const REFRESH_MILLIS = 5000;

function element(tag, options = {}, children = []) {
  const node = document.createElement(tag);
  if (options.text !== undefined) node.textContent = options.text;
  if (options.className) node.className = options.className;
  if (options.width !== undefined) node.style.width = options.width;
  for (const child of children) node.append(child);
  return node;
}

const unknown = '–';

function bytes(value) {
  if (value === null || value === undefined) return unknown;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  let rest = value;
  while (rest >= 1024 && unit < units.length - 1) { rest /= 1024; unit++; }
  return `${rest.toFixed(unit === 0 || rest >= 100 ? 0 : 1)} ${units[unit]}`;
}

function count(value) {
  return value === null || value === undefined ? unknown : Math.round(value).toLocaleString('en');
}

function seconds(value) {
  if (value === null || value === undefined) return unknown;
  if (value < 120) return `${value.toFixed(value < 10 ? 1 : 0)} s`;
  return value < 7200 ? `${(value / 60).toFixed(0)} min` : `${(value / 3600).toFixed(1)} h`;
}

function percent(value) {
  return value === null || value === undefined ? unknown : `${(value * 100).toFixed(0)} %`;
}

function ago(instant, now) {
  return instant ? `${seconds(Math.max(0, (now - Date.parse(instant)) / 1000))} ago` : unknown;
}

function cell(value) {
  if (value instanceof Node) return element('td', {}, [value]);
  if (value !== null && typeof value === 'object') return element('td', value);
  return element('td', { text: value === null || value === undefined ? unknown : value });
}

function number(text) {
  return { text, className: 'number' };
}

function table(columns, rows, empty) {
  if (rows.length === 0) return element('p', { text: empty, className: 'quiet' });
  const head = element('tr', {}, columns.map((column) =>
    element('th', column.startsWith('#') ? { text: column.slice(1), className: 'number' } : { text: column })));
  const body = rows.map((row) => element('tr', {}, row.map(cell)));
  const whole = element('table', {}, [element('thead', {}, [head]), element('tbody', {}, body)]);
  return element('div', { className: 'scroll' }, [whole]);
}

function finding(item, now) {
  const where = [item.operator && item.operator.name, item.state].filter(Boolean).join(' / ');
  const card = element('article', { className: `finding ${item.verdict}` }, [
    element('h3', { text: `${item.verdict}: ${item.kind}${item.cause ? `, ${item.cause}` : ''}` }),
    element('p', { text: `${where || 'whole job'}, in job ${item.job.name}, since ${ago(item.since, now)}` }),
    element('ul', {}, item.evidence.map((evidence) => element('li', { text: evidence.text }))),
  ]);
  if (item.forecast) {
    card.append(element('p', { text: `${item.forecast.limit}: ${item.forecast.p50} (${item.forecast.p10} to ${item.forecast.p90})` }));
  }
  if (item.fix) card.append(element('p', { text: `What to do: ${item.fix}` }));
  if (item.notAssessed.length) {
    card.append(element('p', { className: 'quiet', text: `Not assessed: ${item.notAssessed.join('; ')}` }));
  }
  return card;
}

function findings(items, now) {
  if (items.length === 0) return [element('p', { text: 'Nothing found so far.', className: 'quiet' })];
  return items.map((item) => finding(item, now));
}

function busiest(job) {
  const shares = job.vertices.flatMap((vertex) =>
    vertex.subtasks.map((subtask) => subtask.busyRatio).filter((ratio) => ratio !== null));
  return shares.length ? Math.max(...shares) : null;
}

function jobs(items, now) {
  return table(['Job', 'Status', '#Tasks', '#Failures', '#Busiest subtask', '#Last checkpoint', '#Duration', '#Size'],
    items.map((job) => {
      const last = job.checkpoints.lastCompleted;
      return [job.name, { text: job.status ?? unknown, className: job.status === 'RUNNING' ? 'good' : 'warn' },
        number(`${job.tasksRunning ?? unknown} / ${job.tasksTotal ?? unknown}`), number(count(job.failures)),
        number(percent(busiest(job))), number(ago(last && last.triggeredAt, now)),
        number(seconds(last && last.durationSeconds)), number(bytes(last && last.fullBytes))];
    }), 'No job is running, or none has been seen yet.');
}

function states(items) {
  const size = (state) => (state.sstBytes ?? 0) + (state.memtableBytes ?? 0);
  const largest = Math.max(1, ...items.map(size));
  return table(['Operator', 'State', '#Keys (estimate)', '#Table files', '#Memtables', 'Share of the largest', 'Verdict'],
    items.map((state) => [state.operator.name, state.state, number(count(state.keys)), number(bytes(state.sstBytes)),
      number(bytes(state.memtableBytes)),
      element('span', { className: 'bar', width: `${(100 * size(state)) / largest}%` }),
      { text: state.verdict ?? '', className: state.verdict === 'suspect' || state.verdict === 'confirmed' ? 'bad' : '' }]),
    'No state metrics yet. They need state.backend.rocksdb.metrics.* switched on; see docs/reporter.md.');
}

function checkpoints(items, now) {
  return table(['Job', '#Id', 'Result', '#When', '#Duration', '#Full size', '#Uploaded', '#In flight'],
    items.slice(0, 10).map((item) => [item.job.name, number(item.id),
      { text: item.completed ? 'completed' : `failed: ${item.failure ?? 'no reason given'}`, className: item.completed ? '' : 'bad' },
      number(ago(item.triggeredAt, now)), number(seconds(item.durationSeconds)), number(bytes(item.fullBytes)),
      number(bytes(item.incrementalBytes)), number(bytes(item.persistedInFlightBytes))]),
    'No checkpoint has come to an end yet.');
}

function processes(items, now) {
  return table(['Process', 'Host', 'Reporter', '#Resident memory', '#Container limit', '#Heap used', '#RocksDB'],
    items.map((item) => [item.taskManagerId ?? item.kind, item.host,
      { text: `${item.up ? 'up' : 'DOWN'} ${ago(item.since, now).replace(' ago', '')}`, className: item.up ? 'good' : 'bad' },
      number(bytes(item.residentBytes)), number(bytes(item.containerLimitBytes)), number(bytes(item.heapUsedBytes)),
      number(bytes(item.rocksDbBytes))]),
    'No reporter has connected yet; see "Add it to your cluster" in the README.');
}

function sources(items, now) {
  return table(['Source', 'Last read', 'Problem'],
    items.map((item) => [item.name, ago(item.lastSuccess, now),
      { text: item.problem ?? 'none', className: item.problem ? 'bad' : 'quiet' }]), 'None yet.');
}

async function read(resource) {
  const answer = await fetch(`api/v1/${resource}`);
  if (!answer.ok) throw new Error(`${resource}: HTTP ${answer.status}`);
  return answer.json();
}

function show(id, ...content) {
  document.getElementById(id).replaceChildren(...content);
}

async function refresh() {
  const status = document.getElementById('status');
  try {
    const names = ['findings', 'jobs', 'states', 'checkpoints', 'processes', 'sources'];
    const [found, job, state, checkpoint, process, source] = await Promise.all(names.map(read));
    const now = Date.now();
    show('findings', ...findings(found.findings, now));
    show('jobs', jobs(job.jobs, now));
    show('states', states(state.states));
    show('checkpoints', checkpoints(checkpoint.checkpoints, now));
    show('processes', processes(process.processes, now));
    show('sources', sources(source.sources, now));
    status.textContent = `As of ${new Date(found.at).toLocaleTimeString()}`;
    status.className = now - Date.parse(found.at) > 60000 ? 'bad' : 'quiet';
  } catch (problem) {
    status.textContent = `The agent does not answer (${problem.message}); what is below is old.`;
    status.className = 'bad';
  }
  setTimeout(refresh, REFRESH_MILLIS);
}

refresh();
