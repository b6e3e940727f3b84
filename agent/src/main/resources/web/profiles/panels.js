// What stands around the graph: tables, legend, selectors. Hostile names: only textContent and values of options.
import { amount, percent, points } from './format.js';
import { KINDS, ofGrowth, ofKind } from './colours.js';
import { rows, sorted } from './table.js';

const MOST_ROWS = 100;

export function element(tag, text, className) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  return node;
}

export function options(select, items, chosen) {
  const known = items.some(([value]) => value === chosen);
  const all = known || !chosen ? items : [...items, [chosen, chosen]];
  select.replaceChildren(...all.map(([value, text]) => {
    const option = element('option', text);
    option.value = value;
    return option;
  }));
  select.value = chosen;
}

export function legend(box, diff) {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const entries = diff
    ? [['grew', ofGrowth(0.1, dark)], ['shrank', ofGrowth(-0.1, dark)], ['as before', ofGrowth(0, dark)]]
    : KINDS.map(([kind, text]) => [text, ofKind(kind, 0, dark)]);
  box.replaceChildren(...entries.map(([text, colour]) => {
    const swatch = element('i');
    swatch.style.background = colour;
    const entry = element('li');
    entry.append(swatch, text);
    return entry;
  }));
}

/** @param on sort(column), pick(name of a row) */
export function table(box, graph, column, on) {
  const diff = graph.baselineTotal !== null;
  const columns = [['self', 'Self'], ['total', 'Total'], ...(diff ? [['grew', 'Grew']] : [])];
  const by = columns.some(([name]) => name === column) ? column : diff ? 'grew' : 'self';
  const head = element('tr');
  for (const [name, text] of columns) {
    const cell = element('th', undefined, 'number');
    const sort = element('button', text);
    sort.dataset.column = name;
    cell.setAttribute('aria-sort', name === by ? 'descending' : 'none');
    sort.addEventListener('click', () => on.sort(name));
    cell.append(sort);
    head.append(cell);
  }
  head.append(element('th', 'Frame'));
  const whole = element('table');
  whole.createTHead().append(head);
  const body = whole.createTBody();
  for (const row of sorted(graph, rows(graph), by, MOST_ROWS)) body.append(line(graph, row, diff, on));
  box.replaceChildren(whole);
}

function line(graph, row, diff, on) {
  const tr = element('tr');
  for (const value of [row.self, row.total]) {
    const cell = element('td', graph.total > 0 ? percent(value / graph.total) : '–', 'number');
    cell.title = amount(value, graph.unit);
    tr.append(cell);
  }
  if (diff) tr.append(element('td', points(row.grew), `number ${row.grew > 0 ? 'grew' : 'shrank'}`));
  const pick = element('button', graph.names[row.name], 'frame');
  pick.addEventListener('click', () => on.pick(graph.names[row.name]));
  const cell = element('td');
  cell.append(pick);
  tr.append(cell);
  return tr;
}

export function described(graph, node) {
  const said = [graph.names[graph.nameIds[node]],
    `${percent(graph.total > 0 ? graph.values[node] / graph.total : 0)}, ${amount(graph.values[node], graph.unit)}`,
    `self ${amount(graph.selfs[node], graph.unit)}`];
  if (graph.baselineValues) said.push(`before ${amount(graph.baselineValues[node], graph.unit)}`);
  return said.join(' · ');
}
