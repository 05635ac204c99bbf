import type { Block } from './task.ts';

/**
 * Blocks in order, those that touch as one.
 * @example joined([{ from: 4, to: 6 }, { from: 0, to: 2 }, { from: 2, to: 4 }]) // => [{ from: 0, to: 6 }]
 */
export function joined(blocks: readonly Block[]): Block[] {
  const made: Block[] = [];
  for (const { from, to } of blocks.toSorted((a, b) => a.from - b.from)) {
    const last = made.at(-1);
    if (last?.to === from) last.to = to;
    else made.push({ from, to });
  }
  return made;
}

/**
 * All from 0 to `total` but what is done (in order), in blocks of at most `size`.
 * @example [...blocksLeft(5, 2, [{ from: 1, to: 3 }])] // => [{ from: 0, to: 1 }, { from: 3, to: 5 }]
 */
export function* blocksLeft(total: number, size: number, done: readonly Block[]): Generator<Block> {
  let from = 0;
  for (const next of [...done, { from: total, to: total }]) {
    for (; from < next.from; from += size) yield { from, to: Math.min(from + size, next.from) };
    from = next.to;
  }
}
