/** What the test of a browser runs in a page: the study with so many web workers, its tables as text. */
import {
  alone,
  assemble,
  csvText,
  kernel,
  methods,
  parseStudy,
  plan,
  type RawTable,
  resultTables,
  run,
  webWorkers,
} from '../../src/browser.ts';

declare const Worker: new (
  file: string,
  options: { type: 'module' },
) => Parameters<Parameters<typeof webWorkers>[1] extends () => infer W ? (worker: W) => void : never>[0];

async function tables(text: string, units: RawTable, data: RawTable[], workers: number): Promise<string> {
  const { study, problems } = parseStudy(text);
  if (!study) throw new Error(JSON.stringify(problems));
  const planned = plan(study, methods);
  const { panel } = assemble({ study, measured: planned.measured }, units, data);
  let started = 0;
  const team = webWorkers(workers, () => {
    started++;
    return new Worker('/worker.mjs', { type: 'module' });
  });
  const result = await run(planned, panel, kernel, { team: workers > 1 ? team : alone });
  if (workers > 1 && started === 0) throw new Error('no worker was started');
  return resultTables(result)
    .map((table) => `${table.name}\n${[...csvText(table)].join('')}`)
    .join('\n');
}

Object.assign(globalThis, { tables });
