import { expect, it } from 'vitest';
import { handedOver } from '../../src/web/handed-over.ts';

it('hands over copies of columns, so that what is kept stays whole', () => {
  const scores = Float64Array.of(1, Number.NaN, 3);
  const kept = { title: { en: 'a' }, nodes: [{ score: scores, grade: Uint8Array.of(1, 0, 2) }], none: null };
  const { output, buffers } = handedOver(kept);
  const received = structuredClone(output, { transfer: buffers });
  expect(received).toEqual(kept);
  expect(buffers).toHaveLength(2);
  expect(scores).toEqual(Float64Array.of(1, Number.NaN, 3));
});

it('leaves what is no plain data as it is', () => {
  const when = new Date(0);
  expect(handedOver({ when, text: 'x' })).toEqual({ output: { when, text: 'x' }, buffers: [] });
});
