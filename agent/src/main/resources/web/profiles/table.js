// Sums by name. Pure.

/** One row per name: self and total, of the baseline too. A frame below one of its own name adds nothing to its total. */
export function rows(graph) {
  const count = graph.names.length;
  const all = Array.from({ length: count }, (_, name) => (
    { name, self: 0, total: 0, baselineSelf: 0, baselineTotal: 0, grew: 0 }));
  const openUntil = new Uint32Array(count);
  for (let i = 1; i < graph.size; i++) {
    const row = all[graph.nameIds[i]];
    row.self += graph.selfs[i];
    if (graph.baselineSelfs) row.baselineSelf += graph.baselineSelfs[i];
    if (i < openUntil[row.name]) continue;
    openUntil[row.name] = graph.ends[i];
    row.total += graph.values[i];
    if (graph.baselineValues) row.baselineTotal += graph.baselineValues[i];
  }
  const kept = all.filter((row) => row.total > 0 || row.baselineTotal > 0);
  for (const row of kept) row.grew = growth(graph, row.total, row.baselineTotal);
  return kept;
}

/** By how much of the whole a share grew; windows of different lengths compare by shares. 0 without a baseline. */
export function growth(graph, value, baseline) {
  if (graph.baselineTotal === null) return 0;
  return part(value, graph.total) - part(baseline, graph.baselineTotal);
}

function part(value, total) {
  return total > 0 ? value / total : 0;
}

/** The greatest first; equal ones by name, so that the order is always the same. */
export function sorted(graph, all, column, most) {
  const by = column === 'grew' ? (row) => Math.abs(row.grew) : (row) => row[column];
  return [...all].sort((a, b) => by(b) - by(a) || (graph.names[a.name] < graph.names[b.name] ? -1 : 1)).slice(0, most);
}
