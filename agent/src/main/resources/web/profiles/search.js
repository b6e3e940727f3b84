// Which frames a text finds. Pure.

/** A flag per name, and the share of the whole that frames found hold: nested ones count once. Nothing for no text. */
export function search(graph, text) {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return null;
  const names = new Uint8Array(graph.lowered.length);
  for (let n = 0; n < names.length; n++) {
    if (graph.lowered[n].includes(wanted)) names[n] = 1;
  }
  return { names, ...share(graph, names) };
}

/** As if the names flagged had been searched for. */
export function share(graph, names) {
  let value = 0;
  let frames = 0;
  let i = 0;
  while (i < graph.size) {
    if (names[graph.nameIds[i]] === 1) {
      value += graph.values[i];
      frames++;
      i = graph.ends[i];
    } else {
      i++;
    }
  }
  return { frames, share: graph.total > 0 ? value / graph.total : 0 };
}
