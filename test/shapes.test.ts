import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { geoArea } from 'd3-geo';
import { feature, neighbors } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';

const STUDIES = join(import.meta.dirname, '../studies');

function read(study: string, file: string, object: string) {
  const topology = JSON.parse(readFileSync(join(STUDIES, study, 'data', file), 'utf8')) as Topology;
  const geometries = topology.objects[object] as GeometryCollection<{ name_zh: string }>;
  const features = feature(topology, geometries).features;
  return { features, near: neighbors(geometries.geometries) };
}

describe.each([
  ['china-286', 367],
  ['china-border', 367],
  ['northeast-border', 48],
])('prefectures of %s', (study, count) => {
  const { features, near } = read(study, 'boundaries.topojson', 'prefectures');
  const at = (name: string) => features.findIndex((one) => one.properties.name_zh === name);

  it('are all there, each once, with an area and the right way round', () => {
    expect(new Set(features.map(({ id }) => id)).size).toBe(count);
    for (const one of features) {
      expect(String(one.id)).toMatch(/^\d{6}$/);
      // A ring the wrong way round covers the rest of the sphere.
      expect(geoArea(one), one.properties.name_zh).toBeLessThan(0.1);
      expect(geoArea(one), one.properties.name_zh).toBeGreaterThan(1e-7);
    }
  });

  it('share their borders', () => {
    expect(near[at('哈尔滨')]).toContain(at('大庆'));
    expect(near[at('哈尔滨')]).not.toContain(at('大连'));
    const alone = features.filter((_, i) => near[i]!.length === 0).map((one) => one.properties.name_zh);
    expect(alone).toEqual(count > 100 ? ['台湾'] : []);
  });
});

it.each(['china-border', 'northeast-border'])('countries around %s leave China out', (study) => {
  const { features } = read(study, 'countries.topojson', 'countries');
  const names = features.map((one) => one.properties.name_zh);
  expect(names).toContain('蒙古');
  expect(names).toContain('俄罗斯');
  for (const id of ['156', '158', '344', '446']) expect(features.map((one) => one.id)).not.toContain(id);
  for (const one of features) expect(geoArea(one)).toBeLessThan(1);
});
