// The canvas as people use it: click, tap, pinch, wheel, keys. Knows the shown part of the graph and nothing of the address.
import { nodeAt } from './graph.js';
import { render, ROW } from './renderer.js';

export class View {

  /** @param listener selected(node) on a choice, hovered(node) beside the pointer */
  constructor(box, canvas, spacer, listener) {
    Object.assign(this, { box, canvas, spacer, listener, graph: null, asked: false, fingers: new Map(), spread: 0 });
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.part = { from: 0, to: 1, top: 0, selected: -1, found: null };
    this.work = { drawn: 0, looked: 0 };
    box.addEventListener('scroll', () => this.draw());
    box.addEventListener('keydown', (event) => this.key(event));
    canvas.addEventListener('click', (event) => this.choose(this.at(event)));
    canvas.addEventListener('mousemove', (event) => listener.hovered(this.at(event)));
    canvas.addEventListener('pointerdown', (event) => this.fingers.set(event.pointerId, event.clientX));
    for (const over of ['pointerup', 'pointercancel', 'pointerleave']) {
      canvas.addEventListener(over, (event) => { this.fingers.delete(event.pointerId); this.spread = 0; });
    }
    canvas.addEventListener('pointermove', (event) => this.pinch(event));
    this.dark.addEventListener('change', () => this.draw());
    new ResizeObserver(() => this.draw()).observe(box);
  }

  show(graph, node) {
    this.graph = graph;
    this.spacer.style.height = `${Math.max(0, graph.depth * ROW - this.canvas.clientHeight)}px`;
    this.part.found = null;
    this.choose(node >= 0 && node < graph.size ? node : 0, false);
  }

  found(found) {
    this.part.found = found;
    this.draw();
  }

  /** Selects a node and zooms to it. */
  choose(node, told = true) {
    if (this.graph === null || node < 0 || this.graph.size === 0) return;
    this.part.selected = node;
    if (this.graph.values[node] > 0) {
      this.part.from = this.graph.starts[node];
      this.part.to = this.part.from + this.graph.values[node];
    }
    const y = this.graph.levels[node] * ROW;
    if (y < this.box.scrollTop || y + ROW > this.box.scrollTop + this.canvas.clientHeight) this.box.scrollTop = y - ROW;
    this.draw();
    if (told) this.listener.selected(node);
  }

  /** Widens or narrows the shown part about its middle; below 1 narrows. */
  scale(by) {
    if (this.graph === null || this.graph.size === 0) return;
    const whole = this.graph.values[0];
    const middle = (this.part.from + this.part.to) / 2;
    const half = Math.min(whole, Math.max(whole / 1e7, (this.part.to - this.part.from) * by)) / 2;
    this.part.from = Math.min(Math.max(0, middle - half), whole - 2 * half);
    this.part.to = this.part.from + 2 * half;
    this.draw();
  }

  key(event) {
    const { graph, part } = this;
    if (graph === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const node = part.selected;
    const acts = {
      ArrowUp: () => this.choose(graph.parents[node]),
      ArrowDown: () => { if (node + 1 < graph.ends[node]) this.choose(this.widest(node)); },
      ArrowLeft: () => this.choose(this.sibling(node, -1)),
      ArrowRight: () => this.choose(this.sibling(node, 1)),
      Enter: () => this.choose(node),
      Escape: () => this.choose(0),
      '+': () => this.scale(0.5),
      '=': () => this.scale(0.5),
      '-': () => this.scale(2),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  widest(node) {
    const { graph } = this;
    let best = node + 1;
    for (let child = node + 1; child < graph.ends[node]; child = graph.ends[child]) {
      if (graph.values[child] > graph.values[best]) best = child;
    }
    return best;
  }

  /** The next or the last one below the same parent, or the node itself. */
  sibling(node, step) {
    const { graph } = this;
    const parent = graph.parents[node];
    if (parent < 0) return node;
    if (step > 0) return graph.ends[node] < graph.ends[parent] ? graph.ends[node] : node;
    let before = node;
    for (let child = parent + 1; child < node; child = graph.ends[child]) before = child;
    return before;
  }

  pinch(event) {
    if (!this.fingers.has(event.pointerId)) return;
    this.fingers.set(event.pointerId, event.clientX);
    if (this.fingers.size !== 2) return;
    const [one, other] = this.fingers.values();
    const spread = Math.max(20, Math.abs(one - other));
    if (this.spread > 0) this.scale(this.spread / spread);
    this.spread = spread;
  }

  at(event) {
    if (this.graph === null) return -1;
    const place = this.part.from + event.offsetX / this.canvas.clientWidth * (this.part.to - this.part.from);
    return nodeAt(this.graph, Math.floor((event.offsetY + this.box.scrollTop) / ROW), place);
  }

  /** Once a frame of the browser, however often it is asked for. */
  draw() {
    if (this.asked || this.graph === null) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.part.top = this.box.scrollTop;
      this.work = render(this.canvas, this.graph, this.part, this.dark.matches);
      this.canvas.dataset.drawn = this.work.drawn;
    });
  }
}
