// Frame graph JSON as typed arrays. Pure: no page, no clock. Names are hostile text and stay strings.

/** Depth-first nodes: node i's subtree is i .. ends[i]-1; it spans starts[i] .. starts[i]+values[i] of the root's value. */
export function decode(json) {
  if (json === null || typeof json !== 'object' || json.version !== 1) {
    throw new Error('frame graph: expected version 1');
  }
  const size = length(json, 'levels');
  const diff = json.baselineValues !== undefined;
  for (const field of ['nameIds', 'values', 'selfs', ...(diff ? ['baselineValues', 'baselineSelfs'] : [])]) {
    if (length(json, field) !== size) throw new Error(`frame graph: ${field} and levels differ in length`);
  }
  if (length(json, 'names') !== length(json, 'kinds')) throw new Error('frame graph: names and kinds differ in length');
  const graph = {
    size,
    unit: String(json.unit),
    total: Number(json.total),
    baselineTotal: diff ? Number(json.baselineTotal) : null,
    names: json.names.map(String),
    kinds: json.kinds.map(String),
    levels: Uint32Array.from(json.levels),
    nameIds: Uint32Array.from(json.nameIds),
    values: Float64Array.from(json.values),
    selfs: Float64Array.from(json.selfs),
    baselineValues: diff ? Float64Array.from(json.baselineValues) : null,
    baselineSelfs: diff ? Float64Array.from(json.baselineSelfs) : null,
    starts: new Float64Array(size),
    ends: new Uint32Array(size),
    parents: new Int32Array(size),
    depth: 0,
  };
  layOut(graph);
  graph.lowered = graph.names.map((name) => name.toLowerCase());
  return graph;
}

function length(json, field) {
  if (!Array.isArray(json[field])) throw new Error(`frame graph: ${field} is no list`);
  return json[field].length;
}

/** One pass with a stack of open nodes. */
function layOut(graph) {
  const open = [];
  const next = new Float64Array(graph.size);
  for (let i = 0; i < graph.size; i++) {
    const level = graph.levels[i];
    if (level > open.length || (level === 0) !== (i === 0)) throw new Error(`frame graph: node ${i} has no parent`);
    if (graph.nameIds[i] >= graph.names.length) throw new Error(`frame graph: node ${i} has no name`);
    while (open.length > level) graph.ends[open.pop()] = i;
    const parent = level === 0 ? -1 : open[level - 1];
    graph.parents[i] = parent;
    graph.starts[i] = parent < 0 ? 0 : next[parent];
    if (parent >= 0) next[parent] += graph.values[i];
    next[i] = graph.starts[i];
    open.push(i);
    graph.depth = Math.max(graph.depth, level + 1);
  }
  while (open.length > 0) graph.ends[open.pop()] = graph.size;
}

/** The node at a level and a place of the root's value, or -1. Follows one path; skips the rest of each subtree. */
export function nodeAt(graph, level, place) {
  let i = 0;
  while (i < graph.size) {
    if (place < graph.starts[i] || place >= graph.starts[i] + graph.values[i]) {
      i = graph.ends[i];
    } else if (graph.levels[i] === level) {
      return i;
    } else {
      i++;
    }
  }
  return -1;
}

/** Calls draw(node) for what is at least `least` wide and meets from .. to; answers how many nodes were looked at. */
export function visible(graph, from, to, least, draw) {
  let looked = 0;
  let i = 0;
  while (i < graph.size) {
    looked++;
    const start = graph.starts[i];
    if (graph.values[i] < least || start >= to || start + graph.values[i] <= from) {
      i = graph.ends[i];
    } else {
      draw(i);
      i++;
    }
  }
  return looked;
}
