import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { reproductionPage } from '../reproduction/page.ts';
import { generate } from '../src/app/generate.ts';
import { template } from '../src/app/templates/study.ts';

const ROOT = join(import.meta.dirname, '..');

it('the schema and the method pages are those that the code makes (npm run generate)', () => {
  expect(generate(ROOT, true)).toEqual([]);
});

it('the page of reproduced numbers is what the published tables and the code give (npm run generate)', () => {
  expect(reproductionPage(ROOT)).toBe(readFileSync(join(ROOT, 'docs/reproduction.md'), 'utf8'));
});

describe('the JSON Schema', () => {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(
    JSON.parse(readFileSync(join(ROOT, 'schema/study.json'), 'utf8')),
  );
  const studies = readdirSync(join(ROOT, 'studies')).map((name) => [
    name,
    readFileSync(join(ROOT, 'studies', name, 'study.yaml'), 'utf8'),
  ]);

  it.each([...studies, ['template', template['study.yaml']!]] as [string, string][])(
    'accepts the study %s',
    (_, text) => {
      expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    },
  );

  it.each([
    ['an unknown key', { colour: 'red' }],
    ['a wrong direction', { index: { id: 'i', children: [{ id: 'a', direction: 'up' }] } }],
    ['an unknown method', { method: { weight: 'magic' } }],
    ['an unknown option', { method: { normalise: { 'min-max': { rang: [0, 1] } } } }],
  ])('refuses %s', (_, change) => {
    expect(validate({ ...parse(template['study.yaml']!), ...change })).toBe(false);
  });
});
