import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '../../src/core/linalg/symmetric-eigen.ts';
import { expectClose } from '../support/close.ts';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((total, value, i) => total + value * b[i]!, 0);
const symmetric = fc
  .integer({ min: 1, max: 8 })
  .chain((n) =>
    fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n }), {
      minLength: n,
      maxLength: n,
    }),
  )
  .map((rows) => rows.map((row, i) => row.map((value, j) => value + rows[j]![i]!)));

describe('eigenvalues of a symmetric matrix', () => {
  it('are the known ones of a chain, to the last digits', () => {
    const n = 40;
    const chain = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
    );
    const expected = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((n - k) * Math.PI) / (n + 1)));
    expectClose(symmetricEigen(chain).values, expected, 1e-14);
  });
  it('belong to orthogonal unit vectors that the matrix only stretches', () => {
    fc.assert(
      fc.property(symmetric, (matrix) => {
        const { values, vectors } = symmetricEigen(matrix);
        const size = Math.max(1, ...values.map(Math.abs));
        vectors.forEach((vector, k) => {
          expectClose(
            matrix.map((row) => dot(row, vector) / size),
            vector.map((value) => (value * values[k]!) / size),
            1e-13,
          );
          expectClose(
            vectors.map((other) => dot(other, vector)),
            vectors.map((_, l) => (k === l ? 1 : 0)),
            1e-13,
          );
          expect(Math.max(...vector)).toBeGreaterThanOrEqual(Math.max(...vector.map(Math.abs)) * (1 - 1e-9));
        });
        expect([...values]).toEqual([...values].sort((a, b) => b - a));
      }),
    );
  });
  it('keep their vectors when columns change places', () => {
    const matrix = [
      [4, 1, -2],
      [1, 3, 0.5],
      [-2, 0.5, 1],
    ];
    const order = [2, 0, 1];
    const plain = symmetricEigen(matrix);
    const moved = symmetricEigen(order.map((i) => order.map((j) => matrix[i]![j]!)));
    expectClose(moved.values, plain.values, 1e-14);
    moved.vectors.forEach((vector, k) => {
      expectClose(
        vector,
        order.map((i) => plain.vectors[k]![i]!),
        1e-14,
      );
    });
  });
  it('of a matrix of lower rank are 0 where they must be', () => {
    const column = [1, -2, 3, 0.1];
    const { values } = symmetricEigen(column.map((x) => column.map((y) => x * y)));
    expectClose(values, [14.01, 0, 0, 0], 1e-14);
    expectClose(symmetricEigen([[0]]).values, [0]);
    expect(symmetricEigen([]).vectors).toEqual([]);
  });
  it.each([
    [[[1, 2]], 'must be 1'],
    [
      [
        [1, 2],
        [3, 1],
      ],
      'must be symmetric',
    ],
    [[[Number.NaN]], 'must be finite'],
  ])('refuses %j', (matrix, message) => {
    expect(() => symmetricEigen(matrix)).toThrow(message);
  });
});
