import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../src/core/table.ts';
import { kernel } from '../../src/engines/kernel.ts';
import { readStudyFiles } from '../../src/io/read-study-files.ts';
import { methods } from '../../src/methods/index.ts';
import type { Engine } from '../../src/study/engine.ts';
import { prepare } from '../../src/study/files.ts';
import { run } from '../../src/study/run.ts';
import { remembering } from '../../src/web/remembering.ts';

const STUDY = join(import.meta.dirname, '../../studies/northeast-border');
const CHANGES: { value: unknown; computed: string[] }[] = [
  { value: {}, computed: ['impute', 'treat', 'normalise'] },
  { value: { method: { weight: 'equal' } }, computed: [] },
  {
    value: { method: { aggregate: 'weighted-sum', normalise: 'vector', weight: 'equal' } },
    computed: ['normalise'],
  },
  { value: { method: { impute: 'nearest' } }, computed: ['impute', 'treat', 'normalise'] },
  { value: { without: { units: ['jixi'] } }, computed: ['impute', 'treat', 'normalise'] },
];

describe('an engine that keeps the early steps', () => {
  it('computes those again that a change reaches, and gives what the engine gives', async () => {
    let computed: string[] = [];
    const counted: Engine<Table> = {
      ...kernel,
      apply(step, input) {
        if (['impute', 'treat', 'normalise'].includes(step.stage)) computed.push(step.stage);
        return kernel.apply(step, input);
      },
    };
    const engine = remembering(counted);
    const files = await readStudyFiles(STUDY, []);
    for (const { value, computed: expected } of CHANGES) {
      const { plan, panel } = await prepare(files, methods, [
        {
          path: [],
          value,
          overlay: { file: 'what-if', digest: '', text: { locate: String, depth: () => 0 } },
        },
      ]);
      computed = [];
      const found = await run(plan, panel, engine, { scoresOnly: true });
      expect(computed).toEqual(expected);
      const anew = await run(plan, panel, kernel, { scoresOnly: true });
      expect({ ...found, engine: '' }).toEqual({ ...anew, engine: '' });
    }
  });
});
