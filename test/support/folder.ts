import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A study folder in a temporary place, from the texts of its files. */
export function studyFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'holling-test-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export const UNITS = 'id,name,zone\nu1,One,east\nu2,Two,east\nu3,Three,west\n';
export const PANEL = `id,year,a,b,c
u1,2010,1,5,10
u1,2015,2,6,11
u2,2010,3,2,14
u2,2015,4,1,12
u3,2010,9,9,19
u3,2015,7,8,16
`;

/** A small sound study; `method` and the rest stand above it. Without replicates unless they are asked for. */
export function study({ analyses, ...change }: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(
    {
      version: 1,
      title: 'Test',
      units: { file: 'units.csv', key: 'id', name: 'name', groups: ['zone'] },
      periods: [2010, 2015],
      data: [{ file: 'panel.csv' }],
      index: {
        id: 'index',
        children: [
          {
            id: 'one',
            children: [
              { id: 'a', direction: 'benefit' },
              { id: 'b', direction: 'cost' },
            ],
          },
          { id: 'c', direction: 'benefit' },
        ],
      },
      ...change,
      analyses: isMap(analyses)
        ? { uncertainty: 'none', ...analyses }
        : (analyses ?? { uncertainty: 'none' }),
    },
    null,
    1,
  );
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function sound(
  change: Readonly<Record<string, unknown>> = {},
  files: Readonly<Record<string, string>> = {},
): string {
  return studyFolder({ 'study.yaml': study(change), 'units.csv': UNITS, 'panel.csv': PANEL, ...files });
}
