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
  ['china-286', 'prefectures', 367, ['哈尔滨', '大庆', '大连'], ['台湾']],
  ['china-border', 'shapes', 147, ['哈尔滨市', '大庆市', '大连市'], ['台湾', '海南']],
  ['northeast-border', 'shapes', 48, ['哈尔滨市', '大庆市', '大连市'], []],
])('shapes of %s', (study, object, count, [city, next, far], islands) => {
  const { features, near } = read(study, 'boundaries.topojson', object);
  const at = (name: string | undefined) => features.findIndex((one) => one.properties.name_zh === name);

  it('are all there, each once, with an area and the right way round', () => {
    expect(new Set(features.map((one) => one.properties.name_zh)).size).toBe(count);
    expect(features).toHaveLength(count);
    for (const one of features) {
      // A ring the wrong way round covers the rest of the sphere.
      expect(geoArea(one), one.properties.name_zh).toBeLessThan(0.1);
      // Too small for the scale of the border study; it is drawn as a dot.
      if (one.properties.name_zh !== '澳门')
        expect(geoArea(one), one.properties.name_zh).toBeGreaterThan(1e-7);
    }
  });

  it('share their borders', () => {
    expect(near[at(city)]).toContain(at(next));
    expect(near[at(city)]).not.toContain(at(far));
    const alone = features.filter((_, i) => near[i]!.length === 0).map((one) => one.properties.name_zh);
    expect(alone).toEqual(islands);
  });
});

it.each(['china-286', 'china-border', 'northeast-border'])('countries around %s leave China out', (study) => {
  const { features } = read(study, 'countries.topojson', 'countries');
  const names = features.map((one) => one.properties.name_zh);
  expect(names).toContain('蒙古');
  expect(names).toContain('俄罗斯');
  for (const id of ['156', '158', '344', '446']) expect(features.map((one) => one.id)).not.toContain(id);
  for (const one of features) expect(geoArea(one)).toBeLessThan(1);
});
