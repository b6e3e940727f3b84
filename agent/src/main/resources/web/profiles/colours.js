// Colours of frames. Pure.

export const KINDS = [
  ['java', 'Java', 104, 46], ['native', 'native', 40, 75], ['kernel', 'kernel', 22, 70],
  ['rocksdb', 'RocksDB', 275, 48], ['vm', 'JVM', 0, 0], ['thread', 'thread', 210, 45],
];

const BY_KIND = new Map(KINDS.map(([kind, , hue, strength]) => [kind, [hue, strength]]));

/** Frames of a kind differ a little by name, so that neighbours can be told apart. */
export function ofKind(kind, name, dark) {
  const [hue, strength] = BY_KIND.get(kind) ?? [0, 0];
  return `hsl(${hue} ${strength}% ${(dark ? 32 : 72) + name % 4 * 3}%)`;
}

/** Red grew, blue shrank, grey is as it was; full colour from 10 points on. */
export function ofGrowth(growth, dark) {
  const strength = Math.min(1, Math.abs(growth) / 0.1);
  if (strength < 0.01) return dark ? 'hsl(0 0% 32%)' : 'hsl(0 0% 86%)';
  const light = dark ? 32 + strength * 10 : 86 - strength * 22;
  return `hsl(${growth > 0 ? 4 : 216} ${30 + strength * 50}% ${light}%)`;
}
