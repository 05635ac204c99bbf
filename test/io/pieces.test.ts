import { expect, it } from 'vitest';
import { loadStudy } from '../../src/index.ts';
import { readRecords } from '../../src/io/readers/delimited.ts';
import { readSheets } from '../../src/io/readers/read-sheets.ts';
import { sound } from '../support/folder.ts';

const rows = Array.from({ length: 60_000 }, (_, r) =>
  r % 1000 === 7 ? '' : `${'x'.repeat(r % 90)},${r},黑河`,
);

it.each(['', '\n', '\n\n'])('a text of many pieces has the records of its lines, ending in %j', (end) => {
  const found = readRecords('a.csv', Buffer.from(`a,b,c\n${rows.join('\n')}${end}`));
  const blank = end === '\n\n' ? [['']] : [];
  expect(found.rows).toEqual([['a', 'b', 'c'], ...rows.map((row) => row.split(',')), ...blank]);
  expect(found.lines.at(-1)).toBe(found.rows.length);
  expect(found.problems).toEqual([]);
});

it('a stop is heard among the pieces of a text, which tells of its share', async () => {
  const stop = new AbortController();
  const asked = new Error('stopped');
  const told: number[] = [];
  const onProgress = (share: number) => {
    told.push(share);
    if (share > 0) stop.abort(asked);
  };
  const bytes = Buffer.from(rows.join('\n'));
  await expect(readSheets('a.csv', bytes, { onProgress, signal: stop.signal })).rejects.toBe(asked);
  expect(told.length).toBe(2);
  expect(told[1]).toBeLessThan(1);
});

it('the files of a study are told of in their order, and a stop is heard between them', async () => {
  const folder = sound({});
  const told: [string, number][] = [];
  await loadStudy(folder, [], { onProgress: (file, share) => void told.push([file, share]) });
  expect(new Set(told.map(([file]) => file))).toEqual(new Set(['units.csv', 'panel.csv']));
  expect(told.map(([, share]) => share)).toEqual(told.map(([, share]) => share).sort((a, b) => a - b));
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await expect(loadStudy(folder, [], { signal: stop.signal })).rejects.toThrow('stopped');
});
