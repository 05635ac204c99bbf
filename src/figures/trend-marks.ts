/** Okabe and Ito's colours, dark enough for lines; the dash and the marker tell periods apart without them. */
const COLOURS = ['#0072b2', '#d55e00', '#00795a', '#a8508a', '#5b4a00'];
const DASHES = [undefined, '7 3', '2 2.5', '8 3 2 3', '12 4'];

export function colourOf(style: number): string {
  return COLOURS[style % COLOURS.length]!;
}
export function dashOf(style: number): string | undefined {
  return DASHES[style % DASHES.length];
}

/** Path data of the marker of a period: circle, square, triangle, diamond, cross. */
export function markerAt(style: number, x: number, y: number, size: number): string {
  const n = (value: number) => String(Math.round(value * 10) / 10);
  const [a, b] = [n(size), n(2 * size)];
  switch (style % 5) {
    case 0:
      return `M${n(x - size)} ${n(y)}a${a} ${a} 0 1 0 ${b} 0a${a} ${a} 0 1 0 -${b} 0z`;
    case 1:
      return `M${n(x - size)} ${n(y - size)}h${b}v${b}h-${b}z`;
    case 2:
      return `M${n(x)} ${n(y - size * 1.2)}l${n(size * 1.2)} ${n(size * 2.2)}h-${n(size * 2.4)}z`;
    case 3:
      return `M${n(x)} ${n(y - size * 1.4)}l${n(size * 1.4)} ${n(size * 1.4)}l-${n(size * 1.4)} ${n(size * 1.4)}l-${n(size * 1.4)} -${n(size * 1.4)}z`;
    default:
      return `M${n(x - size)} ${n(y - size)}l${b} ${b}M${n(x - size)} ${n(y + size)}l${b} -${b}`;
  }
}

/** Decimals that the marks of a scale need. */
export function decimalsOf(marks: readonly number[]): number {
  const step = marks.length > 1 ? Math.abs(marks[1]! - marks[0]!) : 0.1;
  return Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));
}
