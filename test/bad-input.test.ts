import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../src/core/problem.ts';
import { loadStudy, run } from '../src/index.ts';
import { holling, problemsOf } from './support/cli.ts';
import { PANEL, sound, studyFolder } from './support/folder.ts';

const out = () => join(mkdtempSync(join(tmpdir(), 'holling-out-')), 'results');
const codes = async (folder: string) =>
  (await problemsOf(['run', folder, '--out', out()])).map((problem) => problem.code);
const only = async (folder: string) => {
  const problems = await problemsOf(['run', folder, '--out', out()]);
  expect(problems).toHaveLength(1);
  return problems[0]!;
};
const computed = async (folder: string) => run(await loadStudy(folder));
const panel = (change: (text: string) => string) => sound({}, { 'panel.csv': change(PANEL) });

describe('files', () => {
  it('a study folder that does not exist, or without study.yaml', async () => {
    expect(await codes('/nowhere/at/all')).toEqual(['study/no-file']);
    expect(await codes(studyFolder({ 'a.txt': '' }))).toEqual(['study/no-file']);
  });
  it('a missing data file is named with the line that asks for it', async () => {
    const found = await only(sound({ data: [{ file: 'panle.csv' }] }));
    expect(found.code).toBe('data/no-file');
    expect(found.where).toMatch(/^study\.yaml:\d+:\d+ data\.0\.file$/);
  });
  it('a wrong column, with the nearest one', async () => {
    const found = await only(sound({ data: [{ file: 'panel.csv', period: 'yaer' }] }));
    expect(found.code).toBe('data/no-column');
    expect(found.fix).toContain('year');
  });
  it('a variable that no source has', async () => {
    const found = await only(panel((text) => text.replace('a,b,c', 'a,b,cc')));
    expect(found.code).toBe('data/no-variable');
    expect(found.fix).toContain('cc');
  });
  it('bytes that are not UTF-8', async () => {
    const folder = sound();
    writeFileSync(join(folder, 'units.csv'), Buffer.from([0x69, 0x64, 0x0a, 0xba, 0xda, 0xba, 0xd3, 0x0a]));
    expect(await codes(folder)).toContain('data/encoding');
  });
  it('rows that do not fit the header, and broken quotation marks', async () => {
    expect(await codes(panel((text) => text.replace('u1,2010,1,5,10', 'u1,2010,1,5')))).toContain(
      'data/row-length',
    );
    expect(await codes(panel((text) => text.replace('u3,2015,7,8,16', 'u3,2015,7,8,"16')))).toContain(
      'data/quoting',
    );
  });
  it('a table in a format that is not read', async () => {
    const folder = sound({ data: [{ file: 'panel.pdf' }] }, { 'panel.pdf': '%PDF-1.4 ...' });
    expect((await only(folder)).code).toBe('read/type');
  });
});

describe('keys', () => {
  it('an unknown key, with the nearest one, at its line', async () => {
    const found = await only(sound({ methd: { weight: 'equal' } }));
    expect(found).toMatchObject({ code: 'study/unknown-key' });
    expect(found.fix).toContain('method');
    expect(found.where).toMatch(/study\.yaml:\d+/);
  });
  it('an unknown key deep inside', async () => {
    const found = await only(sound({ data: [{ file: 'panel.csv', licnce: 'x' }] }));
    expect(found.fix).toContain('licence');
  });
  it('an unknown method and an unknown option', async () => {
    expect((await only(sound({ method: { weight: 'entrpy' } }))).fix).toContain('entropy');
    expect((await only(sound({ method: { aggregate: { topsis: { weight: 'inside' } } } }))).fix).toContain(
      'weights',
    );
    expect((await only(sound({ method: { aggregate: { topsis: { weights: 'outside' } } } }))).code).toBe(
      'study/invalid-value',
    );
  });
  it('a newer version', async () => {
    expect((await only(sound({ version: 2 }))).code).toBe('study/newer-version');
  });
  it('broken YAML, a repeated key, an alias bomb', async () => {
    expect(await codes(studyFolder({ 'study.yaml': 'version: 1\n  title: x\n - y' }))).toContain(
      'study/yaml',
    );
    expect(await codes(studyFolder({ 'study.yaml': 'version: 1\nversion: 1\n' }))).toContain('study/yaml');
    expect(await codes(studyFolder({ 'study.yaml': 'a: &a [1]\nb: [*a, *a]\nversion: 1\n' }))).toContain(
      'study/alias',
    );
  });
  it('an analysis that this version does not compute', async () => {
    expect((await only(sound({ analyses: { moran: {} } }))).code).toBe('analyses/not-available');
  });
  it('every problem at once: study, method and data', async () => {
    const folder = sound(
      { colour: 1, method: { weight: { given: { weights: { a: -1, b: 1, c: 1 } } }, grade: 'jenks' } },
      { 'panel.csv': PANEL.replace('u3,2015,7', 'u9,2015,x7') },
    );
    const found = await codes(folder);
    expect(found).toContain('study/unknown-key');
    const sections = await codes(sound({ periods: 'all', title: 7, units: { file: 'units.csv' } }));
    expect(sections.length).toBeGreaterThanOrEqual(3);
    const mixed = await codes(
      sound(
        { method: { weight: { given: { weights: { a: -1, b: 1, c: 1 } } }, grade: 'jenks' } },
        { 'panel.csv': PANEL.replace('u3,2015,7', 'u9,2015,x7').replace('u1,2010,1', 'u1,2010,one') },
      ),
    );
    expect(mixed).toEqual(
      expect.arrayContaining(['weight/negative', 'method/unknown', 'data/unknown-unit', 'data/not-a-number']),
    );
  });
});

describe('cells', () => {
  it('a unit that the unit file does not have', async () => {
    const found = await only(panel((text) => text.replace('u3,2015', 'u33,2015')));
    expect(found.code).toBe('data/unknown-unit');
    expect(found.where).toBe('panel.csv:7');
    expect(found.fix).toContain('u3');
  });
  it('a value given twice: equal is noted, different is refused with both cells', async () => {
    const equal = await computed(panel((text) => `${text}u1,2010,1,5,10\n`));
    expect(equal.notes.map((note) => note.code)).toContain('data/repeated');
    const found = await only(panel((text) => `${text}u1,2010,1,5,99\n`));
    expect(found.code).toBe('data/conflict');
    expect(found.saw).toContain('panel.csv:2');
  });
  it.each(['abc', 'NaN', 'Infinity', '-inf', '0x10', '1,234', '1e999', '12%', '１２', '−3', '1.2.3'])(
    '%s is not a number',
    async (cell) => {
      const found = await only(panel((text) => text.replace('u2,2015,4,', `u2,2015,"${cell}",`)));
      expect(found.code).toBe('data/not-a-number');
      expect(found.where).toBe('panel.csv:5 [a]');
    },
  );
  it.each(['', ' ', '\u00a0', '\u3000'])('a blank cell (%j) is missing, never 0', async (cell) => {
    const result = await computed(
      sound({ method: { impute: 'none' } }, { 'panel.csv': PANEL.replace('u2,2015,4,', `u2,2015,${cell},`) }),
    );
    expect(result.values.columns[0]![4]).toBeNaN();
  });
  it('markers of missing values count only where they are declared', async () => {
    const dashed = PANEL.replace('u2,2015,4,', 'u2,2015,-,');
    expect(await codes(sound({}, { 'panel.csv': dashed }))).toEqual(['data/not-a-number']);
    await expect(
      computed(sound({ data: [{ file: 'panel.csv', missing: ['-'] }] }, { 'panel.csv': dashed })),
    ).resolves.toBeDefined();
  });
  it('1e3, .5 and +2 are numbers', async () => {
    const result = await computed(panel((text) => text.replace('u2,2015,4,1,12', 'u2,2015,1e3,.5,+2')));
    expect([0, 1, 2].map((c) => result.values.columns[c]![4])).toEqual([1000, 0.5, 2]);
  });
  it('a unit twice in the unit file, or without a key', async () => {
    expect(
      await codes(sound({}, { 'units.csv': 'id,name,zone\nu1,One,e\nu1,Uno,e\nu2,Two,e\nu3,Three,w\n' })),
    ).toContain('units/repeated');
    expect(
      await codes(sound({}, { 'units.csv': 'id,name,zone\nu1,One,e\n,Uno,e\nu2,Two,e\nu3,Three,w\n' })),
    ).toContain('units/no-key');
  });
  it('more than a hundred problems of a kind are counted, not all listed', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `x${i}yz,2010,1,2,3`).join('\n');
    const problems = await problemsOf(['run', panel((text) => `${text}${rows}\n`), '--out', out()]);
    expect(problems).toHaveLength(101);
    expect(problems[100]!.saw).toContain('200 more');
  });
});

describe('small and flat data', () => {
  const units = (ids: string[]) => `id,name,zone\n${ids.map((id) => `${id},${id},z`).join('\n')}\n`;

  it('one unit', async () => {
    const result = await computed(
      sound({}, { 'units.csv': units(['u1']), 'panel.csv': 'id,year,a,b,c\nu1,2010,1,2,3\nu1,2015,2,1,4\n' }),
    );
    expect([...result.nodes[0]!.rank]).toEqual([1, 1]);
  });
  it('one unit in one period: nothing differs, and it is said', async () => {
    const result = await computed(
      sound(
        { periods: [2010] },
        { 'units.csv': units(['u1']), 'panel.csv': 'id,year,a,b,c\nu1,2010,1,2,3\n' },
      ),
    );
    expect([...result.nodes[0]!.score]).toEqual([0]);
    expect(result.notes.map((note) => note.code)).toEqual(
      expect.arrayContaining(['normalise/constant', 'weight/all-equal']),
    );
    expect(result.transitions).toEqual([]);
  });
  it('a constant indicator is normalised to 0, weighs 0 and is noted', async () => {
    const result = await computed(panel((text) => text.replace(/,(\d+)$/gm, ',5')));
    expect([...result.normalised.columns[2]!]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(result.weights.weights[0]![2]).toBe(0);
    expect(result.notes.map((note) => note.code)).toContain('normalise/constant');
  });
  it('an indicator and a unit without any value', async () => {
    const empty = await computed(panel((text) => text.replace(/,\d+$/gm, ',')));
    expect(empty.weights.weights[0]![2]).toBe(0);
    expect(empty.nodes[0]!.score.every((score) => !Number.isNaN(score))).toBe(true);
    const silent = await computed(panel((text) => text.replace(/^u2,.*\n/gm, '')));
    const u2 = silent.panel.units.findIndex((unit) => unit.id === 'u2');
    expect(silent.nodes[0]!.score[u2]).toBeNaN();
    expect(silent.nodes[0]!.rank[u2]).toBeNaN();
    expect(silent.nodes[0]!.grade[u2]).toBe(0);
    expect(silent.notes.map((note) => note.code)).toContain('aggregate/not-covered');
  });
  it('fewer distinct values than classes give fewer classes, with a note', async () => {
    const result = await computed(sound({ periods: [2010] }));
    expect(result.nodes[0]!.classes.length).toBe(3);
    expect(result.notes.map((note) => note.code)).toContain('grade/fewer-classes');
  });
  it('cells still missing after imputation: scored above half of the weight, empty below', async () => {
    const method = { impute: 'none', weight: { given: { weights: { a: 0.6, b: 0.3, c: 0.1 } } } };
    const missingC = await computed(
      sound({ method }, { 'panel.csv': PANEL.replace('u1,2010,1,5,10', 'u1,2010,1,5,') }),
    );
    expect(missingC.nodes[0]!.score[0]).not.toBeNaN();
    expect(missingC.notes.map((note) => note.code)).toContain('aggregate/partial');
    const missingA = await computed(
      sound({ method }, { 'panel.csv': PANEL.replace('u1,2010,1,5,10', 'u1,2010,,5,10') }),
    );
    expect(missingA.nodes[0]!.score[0]).toBeNaN();
    const generous = await computed(
      sound(
        { method: { ...method, coverage: 0.4 } },
        { 'panel.csv': PANEL.replace('u1,2010,1,5,10', 'u1,2010,,5,10') },
      ),
    );
    expect(generous.nodes[0]!.score[0]).not.toBeNaN();
  });
  it('rows of other periods are left out with a note', async () => {
    const result = await computed(sound({ periods: [2010] }));
    expect(result.notes.find((note) => note.code === 'data/other-periods')!.text.en).toContain('3 row');
  });
});

describe('weights and comparisons', () => {
  it('weights that do not sum to 1 are rescaled with a note', async () => {
    const result = await computed(
      sound({ method: { weight: { given: { weights: { a: 2, b: 1, c: 1 } } } } }),
    );
    expect([...result.weights.weights[0]!]).toEqual([0.5, 0.25, 0.25]);
    expect(result.notes.map((note) => note.code)).toContain('weight/rescaled');
  });
  it('negative, missing and unknown weights are refused', async () => {
    const found = await codes(sound({ method: { weight: { given: { weights: { a: -0.5, d: 1, c: 1 } } } } }));
    expect(found).toEqual(
      expect.arrayContaining(['weight/missing', 'weight/negative', 'study/unknown-indicator']),
    );
  });
  it('weights from a file', async () => {
    const files = { 'weights.csv': 'indicator,weight\na,0.2\nb,0.3\nc,0.5\n' };
    const result = await computed(sound({ method: { weight: { given: { file: 'weights.csv' } } } }, files));
    expect([...result.weights.weights[0]!]).toEqual([0.2, 0.3, 0.5]);
    expect(await codes(sound({ method: { weight: { given: { file: 'nowhere.csv' } } } }))).toContain(
      'data/no-file',
    );
  });
  it('comparison matrices: missing, of the wrong size, not reciprocal', async () => {
    const ahp = (comparisons: object) => sound({ method: { weight: { ahp: { comparisons } } } });
    const good = [
      [1, 2],
      ['1/2', 1],
    ];
    expect(await codes(ahp({ index: good }))).toEqual(['weight/ahp-missing']);
    expect(
      await codes(
        ahp({
          index: good,
          one: [
            [1, 2, 3],
            [0.5, 1, 1],
            [1 / 3, 1, 1],
          ],
        }),
      ),
    ).toEqual(['weight/ahp-size']);
    expect(
      await codes(
        ahp({
          index: good,
          one: [
            [1, 2],
            [2, 1],
          ],
        }),
      ),
    ).toEqual(['weight/ahp-not-reciprocal']);
    expect(
      await codes(
        ahp({
          index: good,
          one: [
            [1, -2],
            [-0.5, 1],
          ],
        }),
      ),
    ).toEqual(['weight/ahp-not-reciprocal']);
    const rounded = await computed(
      ahp({
        index: good,
        one: [
          [1, 3],
          [0.33, 1],
        ],
      }),
    );
    expect(rounded.weights.weights[0]![0]).toBeCloseTo((2 / 3) * 0.75, 12);
    expect(rounded.notes.map((note) => note.code)).toContain('weight/ahp-rounded');
  });
  it('a comparison matrix in a CSV file, and several experts', async () => {
    const comparisons = {
      index: 'index.csv',
      one: [
        [
          [1, 4],
          [0.25, 1],
        ],
        [
          [1, 1],
          [1, 1],
        ],
      ],
    };
    const result = await computed(
      sound({ method: { weight: { ahp: { comparisons } } } }, { 'index.csv': '1,3\n1/3,1\n' }),
    );
    expect([...result.weights.weights[0]!].map((weight) => Number(weight.toFixed(12)))).toEqual([
      0.5, 0.25, 0.25,
    ]);
  });
  it('inconsistent judgements warn and name the three worth revising', async () => {
    const index = { id: 'index', children: ['a', 'b', 'c'].map((id) => ({ id, direction: 'benefit' })) };
    const comparisons = {
      index: [
        [1, 9, 1],
        ['1/9', 1, 9],
        [1, '1/9', 1],
      ],
    };
    const result = await computed(sound({ index, method: { weight: { ahp: { comparisons } } } }));
    const note = result.notes.find((one) => one.code === 'weight/ahp-inconsistent')!;
    expect(note.level).toBe('warning');
    expect(note.items).toHaveLength(3);
  });
  it('entropy on negative values', async () => {
    expect(await codes(sound({ method: { normalise: 'z-score' } }))).toEqual(['method/negative-values']);
    const negative = panel((text) => text.replace('u2,2015,4', 'u2,2015,-4'));
    writeFileSync(
      join(negative, 'study.yaml'),
      readFileSync(join(negative, 'study.yaml'), 'utf8')
        .replace('"b"', '"b"')
        .replace(/"cost"/, '"benefit"'),
    );
    const raw = await problemsOf(['run', negative, '--out', out(), '--set', 'method.normalise=none']);
    expect(raw.map((problem) => problem.code)).toEqual(['weight/entropy-negative']);
  });
});

describe('formulas', () => {
  const withFormula = (formula: string, context = [{ id: 'd' }]) =>
    sound(
      {
        context,
        index: {
          id: 'index',
          children: [
            { id: 'a', direction: 'benefit' },
            { id: 'f', direction: 'benefit', formula },
          ],
        },
      },
      { 'panel.csv': PANEL.replace(/^(id.*)$/m, '$1,d').replace(/^(u.*)$/gm, '$1,0') },
    );
  it('a syntax error is shown with its place', async () => {
    const found = await only(withFormula('a + * d'));
    expect(found.code).toBe('formula/syntax');
    expect(found.saw).toContain('character 5');
  });
  it('unknown names and circles', async () => {
    expect((await only(withFormula('a / dd'))).fix).toContain('d');
    expect((await only(withFormula('f + 1'))).code).toBe('formula/cycle');
  });
  it('a division by zero is missing, with a note', async () => {
    const result = await computed(withFormula('a / d'));
    expect(result.panel.columns.get('f')!.values.every(Number.isNaN)).toBe(true);
    expect(result.notes.map((note) => note.code)).toContain('derive/division-by-zero');
  });
});

describe('names of any kind', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    '人均 GDP',
    '😀',
    '‮rtl',
    '<img onerror=x>',
    'x'.repeat(10_000),
  ];
  it('are ordinary ids of units and indicators', async () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const folder = studyFolder({
      'study.yaml': JSON.stringify({
        version: 1,
        units: { file: 'units.csv', key: 'id', name: 'id' },
        periods: [2010],
        data: [{ file: 'panel.csv', layout: 'long', unit: 'id' }],
        index: { id: 'index', children: names.map((id) => ({ id, direction: 'benefit' })) },
      }).replace('"__proto__"', '"__proto__"'),
      'units.csv': `id\n${names.map(quoted).join('\n')}\n`,
      'panel.csv': `id,period,indicator,value\n${names.flatMap((unit, u) => names.map((id, i) => `${quoted(unit)},2010,${quoted(id)},${(u * 7 + i * 3) % 11}`)).join('\n')}\n`,
    });
    const target = out();
    const { code, out: printed } = await holling(
      'run',
      folder,
      '--out',
      target,
      '--json',
      '--set',
      'method.weight={given: {weights: {__proto__: 1, constructor: 1, toString: 1, 人均 GDP: 1, 😀: 1, "‮rtl": 1, "<img onerror=x>": 1, ' +
        `${'x'.repeat(10_000)}: 1}}}`,
    );
    expect(code, printed).toBe(0);
    const report = readFileSync(join(target, 'report.html'), 'utf8');
    expect(report).not.toContain('<img onerror');
    expect(readFileSync(join(target, 'weights.csv'), 'utf8').split('\n')[1]).toBe('__proto__,0.125,');
  });
});

describe('writing', () => {
  it('refuses to replace a folder that holds anything but results', async () => {
    const folder = sound();
    const target = mkdtempSync(join(tmpdir(), 'holling-mine-'));
    writeFileSync(join(target, 'thesis.doc'), 'years of work');
    const problems = await problemsOf(['run', folder, '--out', target], 2);
    expect(problems[0]!.code).toBe('out/not-results');
    expect(existsSync(join(target, 'thesis.doc'))).toBe(true);
  });
  it('leaves the old results as they were when a later run fails', async () => {
    const folder = sound();
    const target = out();
    expect((await holling('run', folder, '--out', target)).code).toBe(0);
    const before = readFileSync(join(target, 'scores.csv'), 'utf8');
    writeFileSync(join(folder, 'panel.csv'), PANEL.replace('u1,2010,1', 'u1,2010,x'));
    expect((await holling('run', folder, '--out', target)).code).toBe(1);
    expect(readFileSync(join(target, 'scores.csv'), 'utf8')).toBe(before);
  });
  it.skipIf(process.getuid?.() === 0)(
    'an output folder without permission is a fault of the machine',
    async () => {
      const locked = mkdtempSync(join(tmpdir(), 'holling-locked-'));
      chmodSync(locked, 0o500);
      expect((await problemsOf(['run', sound(), '--out', join(locked, 'results')], 3))[0]!.code).toBe(
        'out/not-writable',
      );
    },
  );
  it('an output folder below a file is a fault of the machine', async () => {
    const folder = sound();
    expect(
      (await problemsOf(['run', folder, '--out', join(folder, 'units.csv', 'results')], 3))[0]!.code,
    ).toBe('out/not-writable');
  });
  it('puts back results that a killed run had moved aside', async () => {
    const folder = sound();
    const target = join(folder, 'results');
    mkdirSync(join(folder, '.holling-results-old'));
    writeFileSync(join(folder, '.holling-results-old', 'manifest.json'), '{}');
    await holling('run', folder);
    expect(existsSync(join(folder, '.holling-results-old'))).toBe(false);
    expect(existsSync(join(target, 'scores.csv'))).toBe(true);
  });
});

it('a ProblemError carries every problem to users of the library', async () => {
  await expect(loadStudy(sound({ version: 9 }))).rejects.toBeInstanceOf(ProblemError);
});

describe('what a source leaves open', () => {
  it('two columns of one name are refused, not told apart by their place', async () => {
    const folder = sound(
      {},
      {
        'panel.csv': PANEL.replace(/^.*$/gm, (line, at) =>
          line === '' ? '' : `${line},${at === 0 ? 'a' : '9'}`,
        ),
      },
    );
    const [problem] = await problemsOf(['run', folder]);
    expect(problem).toMatchObject({ code: 'data/repeated-column', where: 'panel.csv:1' });
  });

  it('a panel without one value is refused; a period without one is a warning', async () => {
    const header = `${PANEL.split('\n')[0]}\n`;
    const [problem] = await problemsOf(['run', sound({}, { 'panel.csv': header })]);
    expect(problem!.code).toBe('data/no-values');
    const later = sound({ periods: [2010, 2015, 2099] });
    const { code, out } = await holling('run', later, '--json');
    expect(code).toBe(0);
    const { notes } = JSON.parse(out);
    expect(notes.find((note: { code: string }) => note.code === 'data/empty-period')).toMatchObject({
      level: 'warning',
      items: ['2099'],
    });
    expect(notes.map((note: { code: string }) => note.code)).toContain('impute/filled');
  });

  it('shapes of which none belongs to a unit are refused', async () => {
    const shape = {
      type: 'Feature',
      properties: { code: 'elsewhere' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [100, 40],
            [100, 41],
            [101, 41],
            [100, 40],
          ],
        ],
      },
    };
    const shapes = (coordinates = shape.geometry.coordinates) =>
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ ...shape, geometry: { ...shape.geometry, coordinates } }],
      });
    const units = { file: 'units.csv', key: 'id', boundaries: { file: 'shapes.json', key: 'code' } };
    const [none] = await problemsOf(['run', sound({ units }, { 'shapes.json': shapes() })]);
    expect(none!.code).toBe('boundaries/no-match');
    const metres = shapes([
      [
        [500_000, 40],
        [500_000, 41],
        [500_100, 41],
        [500_000, 40],
      ],
    ]);
    const codes = (await problemsOf(['run', sound({ units }, { 'shapes.json': metres })])).map(
      ({ code }) => code,
    );
    expect(codes).toContain('boundaries/not-degrees');
  });

  it('a study in another encoding is refused by name', async () => {
    const folder = sound();
    writeFileSync(join(folder, 'study.yaml'), Buffer.from([0xff, 0xfe, 0x76, 0x00]));
    const [problem] = await problemsOf(['run', folder]);
    expect(problem).toMatchObject({ code: 'data/encoding', where: 'study.yaml' });
  });
});

describe('what spreadsheets leave behind', () => {
  it('rows without anything in them are passed over, an empty file is refused once', async () => {
    const { code } = await holling('run', sound({}, { 'panel.csv': `${PANEL},,,,\n,,,,\n` }), '--quiet');
    expect(code).toBe(0);
    const problems = await problemsOf(['run', sound({}, { 'units.csv': '' })]);
    expect(problems.map((problem) => problem.code)).toEqual(['data/no-header']);
  });
});
