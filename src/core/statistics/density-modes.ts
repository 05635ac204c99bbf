import { type Density, densityAt, densitySlope } from './kernel-density.ts';

export interface Mode {
  x: number;
  height: number;
}

/** Search points per bandwidth. */
const FINENESS = 16;
/** How close to both ends of a piece a kernel with kinks is looked at, as a share of the piece. */
const EDGE = 1e-6;
/** Places closer than this share of a bandwidth are the same place. */
const ROUNDING = 1e-9;

/**
 * Every local maximum of a kernel density, ascending. A mode lies within one bandwidth of some value (beyond, every
 * kernel falls away from all values), so the slope is looked at 16 times per bandwidth there and, for kernels with
 * bounded support, on both sides of each place where a kernel begins, peaks or ends; each change from rising to
 * falling is then halved until no number lies between. A flat top counts once, at its middle. Two modes closer than a
 * sixteenth of a bandwidth may count as one. No values give no mode.
 * @example densityModes({ sorted: [0, 0, 9], h: 1, kernel: 'quartic' }).map(({ x }) => x) // => [0, 9]
 */
export function densityModes(density: Density): Mode[] {
  const modes: Mode[] = [];
  let rising = Number.NaN;
  let before = Number.NaN;
  for (const x of searchPoints(density)) {
    const slope = densitySlope(density, x);
    if (slope > 0) rising = x;
    else if (slope < 0) {
      if (rising === rising) {
        // What was seen since is level.
        const [, left] = edge(rising, before > rising ? before : x, (at) => densitySlope(density, at) > 0);
        const [right] = edge(before, x, (at) => densitySlope(density, at) >= 0);
        const top = left + (right - left) / 2;
        modes.push({ x: top, height: densityAt(density, top) });
      }
      rising = Number.NaN;
    }
    before = x;
  }
  return modes;
}

/** Neighbouring numbers between which a condition stops to hold that holds at `low` and not at `high`. */
function edge(low: number, high: number, holds: (at: number) => boolean): [number, number] {
  let [from, to] = [low, high];
  for (;;) {
    const middle = from + (to - from) / 2;
    if (!(middle > from && middle < to)) return [from, to];
    if (holds(middle)) from = middle;
    else to = middle;
  }
}

/** Where the slope is looked at, ascending: inside every piece between places at which the density may bend. */
function* searchPoints(density: Density): Generator<number> {
  for (const [from, to] of density.kernel === 'gaussian' ? spans(density) : pieces(density)) {
    const length = to - from;
    const steps = Math.ceil((length * FINENESS) / density.h);
    yield from + EDGE * length;
    for (let step = 0; step < steps; step++) yield from + ((step + 0.5) * length) / steps;
    yield to - EDGE * length;
  }
}

/** The ranges within one bandwidth of a value, those that touch joined. */
function spans({ sorted, h }: Density): [number, number][] {
  const joined: [number, number][] = [];
  for (let i = 0; i < sorted.length; i++) {
    const last = joined[joined.length - 1];
    if (last && sorted[i]! - h <= last[1]) last[1] = sorted[i]! + h;
    else joined.push([sorted[i]! - h, sorted[i]! + h]);
  }
  return joined;
}

/** The ranges between places where a kernel begins, peaks or ends, without the gaps that no kernel reaches. */
function pieces({ sorted, h }: Density): [number, number][] {
  const bends = Float64Array.from(Array.from(sorted).flatMap((at) => [at - h, at, at + h])).sort();
  const all: [number, number][] = [];
  for (let i = 1; i < bends.length; i++) {
    const [from, to] = [bends[i - 1]!, bends[i]!];
    // A kernel peaks a bandwidth from both its ends, so that a longer piece has none; a very short one is rounding.
    if (to - from > h * ROUNDING && to - from <= h * (1 + EDGE)) all.push([from, to]);
  }
  return all;
}
