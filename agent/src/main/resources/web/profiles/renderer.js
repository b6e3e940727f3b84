// Draws the part of a graph that a canvas shows. Names reach the canvas as text only.
import { visible } from './graph.js';
import { ofGrowth, ofKind } from './colours.js';
import { growth } from './table.js';

export const ROW = 18;
const LEAST_PIXELS = 0.5;
const TEXT_PIXELS = 30;
const PER_LETTER = 6.6;

/**
 * @param view from, to: the part shown, in the root's value; top: pixels scrolled; selected: a node or -1; found: search or null
 * @returns how many frames were drawn and how many were looked at: the work done
 */
export function render(canvas, graph, view, dark) {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const pen = canvas.getContext('2d');
  pen.scale(density, density);
  pen.font = '12px ui-monospace, monospace';
  pen.textBaseline = 'middle';
  const perPixel = (view.to - view.from) / width;
  let drawn = 0;
  const looked = visible(graph, view.from, view.to, perPixel * LEAST_PIXELS, (i) => {
    const y = graph.levels[i] * ROW - view.top;
    if (y + ROW <= 0 || y >= height) return;
    const left = Math.max(0, (graph.starts[i] - view.from) / perPixel);
    const right = Math.min(width, (graph.starts[i] + graph.values[i] - view.from) / perPixel);
    drawn++;
    frame(pen, graph, view, dark, i, left, y, Math.max(LEAST_PIXELS, right - left - 0.5));
  });
  return { drawn, looked };
}

function frame(pen, graph, view, dark, i, x, y, width) {
  const name = graph.nameIds[i];
  const faded = view.found !== null && view.found.names[name] === 0;
  pen.globalAlpha = faded ? 0.3 : 1;
  pen.fillStyle = graph.baselineValues
    ? ofGrowth(growth(graph, graph.values[i], graph.baselineValues[i]), dark)
    : ofKind(graph.kinds[name], name, dark);
  pen.fillRect(x, y, width, ROW - 1);
  pen.globalAlpha = 1;
  if (i === view.selected) {
    pen.strokeStyle = dark ? '#fff' : '#000';
    pen.lineWidth = 2;
    pen.strokeRect(x + 1, y + 1, Math.max(1, width - 2), ROW - 3);
  }
  if (width >= TEXT_PIXELS) {
    pen.fillStyle = dark ? '#f2f2f2' : '#111';
    pen.fillText(cut(graph.names[name], Math.floor((width - 6) / PER_LETTER)), x + 3, y + ROW / 2);
  }
}

/** Control characters would draw as boxes or break the line. The end of a name tells more than its package. */
export function cut(name, most) {
  const shown = name.slice(0, 1000).replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, ' ');
  if (shown.length <= most) return shown;
  return most < 2 ? '' : `…${shown.slice(shown.length - most + 1)}`;
}
