import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { methods } from '../src/methods/index.ts';
import { sideFiles } from '../src/study/construct/side-files.ts';
import { studyJsonSchema } from '../src/study/json-schema.ts';
import { readOverlay } from '../src/study/overrides.ts';
import { parseStudy } from '../src/study/parse.ts';
import { plan } from '../src/study/plan.ts';
import { sections } from '../src/study/study.ts';

const guide = readFileSync(join(import.meta.dirname, '../docs/study-file.md'), 'utf8');
const examples = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map((found) => found[1]!);
// What the examples of one section stand on.
const base = `
version: 1
units:
  file: units.csv
  key: id
  coordinates: { lon: lon, lat: lat }
  groups: [province]
  places: { capital: { file: c.csv, key: name }, port: { file: p.csv, key: name } }
  neighbours: { file: n.csv }
periods: [2010]
data: [{ file: panel.csv }]
index: { id: index, children: [{ id: income, direction: benefit }, { id: unemployment, direction: cost }] }
`;
const laid = (example: string) =>
  parseStudy(base, 'study.yaml', [readOverlay(example, 'study-file.md', '').override!]);

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(studyJsonSchema(methods));

describe('the guide to the study file', () => {
  it.each(examples)('example %#: %s', (example) => {
    const { study, problems } = laid(example);
    expect(problems).toEqual([]);
    expect(plan(study!, methods).indicators.length).toBeGreaterThan(0);
    expect(validate({ ...parse(base), ...parse(example) }), JSON.stringify(validate.errors)).toBe(true);
  });
  it('names every key of a study in its table', () => {
    const table = [...guide.matchAll(/^\| \[?`(\w+)`/gm)].map((found) => found[1]);
    expect(table.sort()).toEqual(Object.keys(sections).sort());
  });
  it.each([
    ['places', ['match', 'from', 'to', 'licence', 'cite']],
    ['neighbours', ['combine', 'missing', 'period']],
    ['conditions', ['condition', 'approved', 'points']],
    ['adjustments', ['factor', 'form: fixed', 'scope: national', 'per: share']],
  ])('shows the keys of %s', (_, keys) => {
    for (const key of keys) expect(examples.join('\n')).toContain(key);
  });
  it('its examples would be refused with another key', () => {
    const example = examples.find((one) => one.includes('match: province'))!;
    const wrong = example.replace('match:', 'mach:');
    expect(laid(wrong).problems[0]!.where).toMatch(/^study-file\.md:\d+/);
    expect(validate({ ...parse(base), ...parse(wrong) })).toBe(false);
  });
  it('side files are named with the key that asks for them', () => {
    const { study } = laid(examples.find((one) => one.includes('policies.csv'))!);
    expect(sideFiles(study!).map(({ file, path }) => `${path.join('.')} ${file}`)).toEqual([
      'units.places.capital.file c.csv',
      'units.places.port.file p.csv',
      'units.neighbours.file n.csv',
      'index.children.0.conditions.file data/policies.csv',
    ]);
  });
});
