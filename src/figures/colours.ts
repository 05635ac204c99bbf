/** ColorBrewer YlGnBu by Cynthia Brewer (Apache-2.0): light to dark, safe for colour-blind readers and in greyscale. */
const STOPS = ['#edf8b1', '#c7e9b4', '#7fcdbb', '#41b6c4', '#1d91c0', '#225ea8', '#253494', '#081d58'];

/** ColorBrewer PuOr (Apache-2.0): brown below, purple above, told apart by colour-blind readers. */
const DIVERGING = [
  '#b35806',
  '#e08214',
  '#fdb863',
  '#fee0b6',
  '#f7f7f7',
  '#d8daeb',
  '#b2abd2',
  '#8073ac',
  '#542788',
];

/** Outside the study, and a study unit without a score. */
export const OUTSIDE = '#e1e4e7';
/** What lies around the study area. */
export const AROUND = '#f4f1ea';
export const NO_DATA = 'url(#no-data)';

/** Colour at a share from 0 (light, low) to 1 (dark, high). */
export function sequential(share: number): string {
  return between(STOPS, share);
}

/** Colour from -1 (brown) over 0 (nearly white) to 1 (purple). */
export function diverging(value: number): string {
  return between(DIVERGING, (value + 1) / 2);
}

function between(stops: readonly string[], share: number): string {
  const at = Math.max(0, Math.min(1, share)) * (stops.length - 1);
  const below = Math.min(Math.floor(at), stops.length - 2);
  const mix = at - below;
  const channel = (hex: string, c: number) => Number.parseInt(hex.slice(1 + 2 * c, 3 + 2 * c), 16);
  const hex = [0, 1, 2].map((c) => {
    const value = channel(stops[below]!, c) * (1 - mix) + channel(stops[below + 1]!, c) * mix;
    return Math.round(value).toString(16).padStart(2, '0');
  });
  return `#${hex.join('')}`;
}

/** One colour per class, lowest first. */
export function classColours(count: number): string[] {
  if (count === 1) return [sequential(0.45)];
  return Array.from({ length: count }, (_, i) => sequential(0.02 + (0.88 * i) / (count - 1)));
}

/** Whether text on a colour must be white. */
export function isDark(hex: string): boolean {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
  return 0.299 * r + 0.587 * g + 0.114 * b < 140;
}

/** "Light" scheme of Paul Tol (SRON): fills that differ for colour-blind readers and carry dark text. */
const LIGHT = ['#77aadd', '#ee8866', '#eedd88', '#ffaabb', '#99ddff', '#44bb99', '#bbcc33', '#aaaa00'];
/** "Bright" scheme of Paul Tol (SRON): lines on white. */
const BRIGHT = ['#4477aa', '#ee6677', '#228833', '#aa3377', '#ccbb44', '#66ccee', '#555555'];

/** Fill of the i-th group; after eight the colours come again, with another texture (see `textures`). */
export function groupFill(i: number): string {
  const texture = Math.floor(i / LIGHT.length) % (TEXTURES.length + 1);
  return texture === 0
    ? LIGHT[i % LIGHT.length]!
    : `url(#group-${i % (LIGHT.length * (TEXTURES.length + 1))})`;
}

const TEXTURES = ['M0 3h6', 'M3 0v6', 'M0 3h6M3 0v6'];

/** Textures for the fills of so many groups; empty when plain colours suffice. */
export function textures(count: number): { id: string; colour: string; lines: string }[] {
  return Array.from({ length: Math.min(count, LIGHT.length * (TEXTURES.length + 1)) }, (_, i) => i)
    .slice(LIGHT.length)
    .map((i) => ({
      id: `group-${i}`,
      colour: LIGHT[i % LIGHT.length]!,
      lines: TEXTURES[Math.floor(i / LIGHT.length) - 1]!,
    }));
}

/** Colour and dashes of the i-th group's lines; with the same colour the dashes differ. */
export function groupLine(i: number): { stroke: string; 'stroke-dasharray'?: string } {
  const dashes = ['', '6 3', '2 2', '8 2 2 2'][Math.floor(i / BRIGHT.length) % 4]!;
  return { stroke: BRIGHT[i % BRIGHT.length]!, ...(dashes === '' ? {} : { 'stroke-dasharray': dashes }) };
}
