// Numbers as people read them. Pure.

export function amount(value, unit) {
  if (unit === 'nanoseconds') return scaled(value, 1000, ['ns', 'µs', 'ms', 's'], 3);
  if (unit === 'bytes') return scaled(value, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB'], 4);
  return `${Math.round(value).toLocaleString('en')} ${unit}`;
}

function scaled(value, base, units, last) {
  let unit = 0;
  let rest = value;
  while (rest >= base && unit < last) { rest /= base; unit++; }
  return `${rest.toFixed(unit === 0 || rest >= 100 ? 0 : 1)} ${units[unit]}`;
}

export function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}

export function points(share) {
  return `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)} points`;
}
