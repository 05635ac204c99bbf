/** Random numbers of one stream; the same seed and name give the same numbers on every machine. */
export interface Random {
  /** A double in [0, 1) with 53 random bits. */
  next(): number;
  /** A whole number from 0 to `below`, excluded; without bias. */
  integer(below: number): number;
}

/**
 * A generator (xoshiro128**, Blackman & Vigna) for one purpose. Streams of different names are independent, so that
 * drawing more numbers for one purpose changes no other.
 * @example random(1, 'permutations').integer(6) === random(1, 'permutations').integer(6) // => true
 */
export function random(seed: number, name: string): Random {
  const state = scrambled(seed, name);
  const bits = () => {
    const s0 = state[0]!;
    const s1 = state[1]!;
    const s2 = state[2]!;
    const s3 = state[3]!;
    const result = Math.imul(rotate(Math.imul(s1, 5), 7), 9);
    const mixed = s2 ^ s0;
    const other = s3 ^ s1;
    state[0] = s0 ^ other;
    state[1] = s1 ^ mixed;
    state[2] = mixed ^ (s1 << 9);
    state[3] = rotate(other, 11);
    return result >>> 0;
  };
  return {
    next: () => ((bits() >>> 5) * 67108864 + (bits() >>> 6)) / 9007199254740992,
    integer(below) {
      // The top of the range that does not hold a whole number of intervals is drawn again; it can hold less than one.
      let drawn = bits();
      if (drawn >= 4294967296 - below) {
        const limit = 4294967296 - (4294967296 % below);
        while (drawn >= limit) drawn = bits();
      }
      return drawn % below;
    },
  };
}

/**
 * Fills an array with the numbers that `next` of this stream gives in turn; faster, for the state stays in registers.
 * @example fillUniform(1, 'x', new Float64Array(2))[0] === random(1, 'x').next() // => true
 */
export function fillUniform(seed: number, name: string, out: Float64Array): Float64Array {
  const state = scrambled(seed, name);
  let [s0, s1, s2, s3] = [state[0]!, state[1]!, state[2]!, state[3]!];
  let high = 0;
  for (let i = 0; i < 2 * out.length; i++) {
    const bits = Math.imul(rotate(Math.imul(s1, 5), 7), 9) >>> 0;
    const mixed = s2 ^ s0;
    const other = s3 ^ s1;
    s0 ^= other;
    s2 = mixed ^ (s1 << 9);
    s1 ^= mixed;
    s3 = rotate(other, 11);
    if ((i & 1) === 0) high = bits >>> 5;
    else out[i >> 1] = (high * 67108864 + (bits >>> 6)) / 9007199254740992;
  }
  return out;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** Four words from a seed and a name, by the finaliser of MurmurHash3 over every character. */
function scrambled(seed: number, name: string): Int32Array {
  const state = Int32Array.of(0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x71374491);
  const absorb = (value: number) => {
    for (let i = 0; i < 4; i++) {
      let word = state[i]! ^ Math.imul(value + i + 1, 0x85ebca6b);
      word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
      word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
      state[i] = word ^ (word >>> 16);
    }
  };
  absorb(seed | 0);
  absorb(Math.trunc(seed / 4294967296) | 0);
  for (let i = 0; i < name.length; i++) absorb(name.charCodeAt(i));
  absorb(name.length);
  return state;
}

/**
 * The numbers 0 to n - 1 in random order (Fisher-Yates).
 * @example shuffled(3, random(1, 'x')).toSorted() // => [0, 1, 2]
 */
export function shuffled(n: number, stream: Random): number[] {
  return shuffle(
    Array.from({ length: n }, (_, i) => i),
    stream,
  );
}

/** Puts a list into random order, in place; whatever its order was, every order is as likely. */
export function shuffle<T extends number[] | Uint32Array>(order: T, stream: Random): T {
  for (let i = order.length - 1; i > 0; i--) {
    const j = stream.integer(i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}
