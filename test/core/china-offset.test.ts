import { expect, it } from 'vitest';
import { gcj02ToBd09, wgs84ToGcj02 } from '../../src/core/spatial/china-offset.ts';

// The worked example of coordtransform (github.com/wandergis/coordtransform), which many programs are tested by.
it('gives the places of the published example', () => {
  const [lon, lat] = wgs84ToGcj02([116.404, 39.915]);
  expect(lon).toBeCloseTo(116.41024449916938, 10);
  expect(lat).toBeCloseTo(39.91640428150164, 10);
  const [east, north] = gcj02ToBd09([116.404, 39.915]);
  expect(east).toBeCloseTo(116.41036949371029, 10);
  expect(north).toBeCloseTo(39.92133699351021, 10);
});
