import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { panelSource } from '../src/engines/duckdb/panel-source.ts';
import { duckSession } from '../src/engines/duckdb/session.ts';
import { CASES, compare, panels, type WithEngine } from './support/staged.ts';

const withDuck: WithEngine = async (plan, panel, work) => {
  const session = await duckSession({ out: mkdtempSync(join(tmpdir(), 'holling-out-')), threads: 1 });
  try {
    await work(session, await panelSource(session, plan, panel));
  } finally {
    await session.close();
  }
};

describe('DuckDB gives the numbers of the kernel', () => {
  it.each(Object.entries(CASES))(
    '%s',
    async (_, method) => {
      await fc.assert(
        fc.asyncProperty(panels, (panel) => compare(withDuck, method, panel)),
        { numRuns: 6 },
      );
    },
    60_000,
  );

  it('obstacles within dimensions', async () => {
    await fc.assert(
      fc.asyncProperty(panels, (panel) =>
        compare(withDuck, {}, panel, { obstacles: { scope: 'dimension' } }),
      ),
      { numRuns: 6 },
    );
  }, 60_000);

  it('leaves nothing in the temporary folder', async () => {
    const tempDir = mkdtempSync(join(tmpdir(), 'holling-temp-'));
    const session = await duckSession({ out: tempDir, tempDir });
    await session.keep('some', 'SELECT 1 AS one');
    await session.close();
    expect(readdirSync(tempDir)).toEqual([]);
  });
});
