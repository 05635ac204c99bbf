import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atan, atan2 } from '../../src/core/math/arctangent.ts';
import { albers, albersInverse } from '../../src/core/spatial/albers.ts';
import { greatCircle } from '../../src/core/spatial/great-circle.ts';
import { expectClose } from '../support/close.ts';
import { golden } from '../support/golden.ts';

describe('arctangent', () => {
  it('agrees with the platform', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(Math.abs(atan(x) - Math.atan(x))).toBeLessThan(3e-16);
      }),
    );
    const part = fc.double({ min: -100, max: 100, noNaN: true }).map((x) => x + 0);
    fc.assert(
      fc.property(part, part, (y, x) => {
        if (x === 0 && y === 0) return;
        // The platform gives -pi to a negative zero above the negative axis.
        expect(atan2(y, x)).toBeCloseTo(Object.is(y, -0) && x < 0 ? Math.PI : Math.atan2(y, x), 14);
      }),
    );
    expect(atan2(0, 0)).toBe(0);
    expect(atan(Number.NaN)).toBeNaN();
  });
});

describe('Albers projection', () => {
  const { lon, lat, albers: expected } = golden.geography;

  it('has the places of the reference', () => {
    const project = albers({ parallels: [25, 47], meridian: 105 });
    const found = lon.map((one: number, i: number) => project(one, lat[i]));
    expectClose(
      found.map(({ x }: { x: number }) => x),
      expected.map(([x]: number[]) => x),
    );
    expectClose(
      found.map(({ y }: { y: number }) => y),
      expected.map(([, y]: number[]) => y),
    );
  });

  it('is undone by its inverse, north and south, for one parallel and for two', () => {
    const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(degrees(80), degrees(80)).filter(([a, b]) => Math.abs(a + b) > 1),
        degrees(180),
        degrees(179),
        degrees(89),
        ([first, second], meridian, away, latitude) => {
          const projection = { parallels: [first, second], meridian } as const;
          const { x, y } = albers(projection)(meridian + away, latitude);
          const found = albersInverse(projection)(x, y);
          expect(Math.abs(found.lat - latitude)).toBeLessThan(1e-7);
          const apart = found.lon - meridian - away;
          expect(Math.abs(apart - 360 * Math.round(apart / 360))).toBeLessThan(1e-7);
        },
      ),
    );
  });

  it('has no places beyond the earth', () => {
    const back = albersInverse({ parallels: [25, 47], meridian: 105 });
    expect(back(0, 3e7).lat).toBeNaN();
    expect(back(Number.NaN, 0).lon).toBeNaN();
  });
});

describe('great circles', () => {
  it('give the reference distances of every city to the first', () => {
    const { lon, lat, haversineToFirst_km: expected } = golden.geography;
    const point = (i: number) => ({ lon: lon[i] as number, lat: lat[i] as number });
    expectClose(
      lon.map((_: number, i: number) => greatCircle(point(i), point(0))),
      expected,
    );
  });
});
