// Makes the synthetic grid study: units x periods x 25 indicators as Parquet, the same numbers for the same size.
// node scripts/grid/make.mjs <folder> [units = 500000] [periods = 20] [empty cells in percent = 0]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const [folder, units = '500000', periods = '20', empty = '0'] = process.argv.slice(2);
if (!folder) throw new Error('name a folder');
const ids = Array.from({ length: 25 }, (_, i) => `x${i + 1}`);
mkdirSync(join(folder, 'data'), { recursive: true });
const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false' });
const connection = await instance.connect();
const target = (name) =>
  `'${join(folder, 'data', name).replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`;
await connection.run(
  `COPY (SELECT 'g' || i AS id FROM range(${Number(units)}) AS r(i)) TO ${target('units-synthetic.parquet')}`,
);
// A multiplicative hash of the cell's place is the seed and the generator at once.
const hash = (k, salt) =>
  `((i * 48271 + (t - 2000) * 69621 + ${k} * 40692 + ${salt}) * 16807 % 2147483647) / 2147483647.0`;
const value = (k) => `round(pow(${hash(k, 0)}, ${1 + (k % 5)}) * 100 + (t - 2000), 4)`;
const cell = (k) =>
  `${Number(empty) > 0 ? `CASE WHEN ${hash(k, 7919)} >= ${Number(empty) / 100} THEN ${value(k)} END` : value(k)} AS x${k}`;
await connection.run(
  `COPY (SELECT 'g' || i AS id, CAST(t AS INTEGER) AS year, ${ids.map((_, k) => cell(k + 1)).join(', ')} ` +
    `FROM range(2001, ${2001 + Number(periods)}) AS p(t), range(${Number(units)}) AS r(i)) TO ${target('grid-synthetic.parquet')}`,
);
const leaves = ids
  .map((id, k) => `    - { id: ${id}, direction: ${k % 3 === 2 ? 'cost' : 'benefit'} }`)
  .join('\n');
writeFileSync(
  join(folder, 'study.yaml'),
  `version: 1
title: { en: Synthetic grid, zh: 合成格网 }
units: { file: data/units-synthetic.parquet, key: id }
periods: { from: 2001, to: ${2000 + Number(periods)} }
data:
  - file: data/grid-synthetic.parquet
    unit: id
    period: year
index:
  id: index
  children:
${leaves}
analyses: { obstacles: none, uncertainty: none }
`,
);
connection.closeSync();
instance.closeSync();
