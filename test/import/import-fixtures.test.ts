import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { holling } from '../support/cli.ts';
import { studyFolder } from '../support/folder.ts';
import { rowsOf } from '../support/rows.ts';
import { bytesOf } from './fixtures/bytes.ts';
import { keyOf } from './fixtures/check.ts';
import { FIXTURES } from './fixtures/index.ts';

/** Cities of no list of places. */
const ELSEWHERE = 'semicolons between cells and commas before decimals';

test.each(FIXTURES.map((fixture) => [fixture.title, fixture] as const))(
  '%s: imported whole into a study',
  async (title, fixture) => {
    const study = studyFolder({});
    const file = join(study, fixture.file);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await bytesOf(fixture));
    const answers = Object.entries({
      ...fixture.answers,
      ...(title === ELSEWHERE ? { gazetteer: 'none' } : {}),
      directions: 'all-benefit',
    }).flatMap(([id, choice]) => ['--answer', `${id}=${choice}`]);
    const { code, err } = await holling('import', file, '--study', study, '--yes', ...answers);
    expect(code, err).toBe(0);
    // One row for every cell of the answer key.
    expect(rowsOf(join(study, 'data/panel.csv'))).toHaveLength(keyOf(fixture).size);
  },
);
