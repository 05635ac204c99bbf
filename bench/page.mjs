// Writes docs/benchmarks.md from the committed results: node bench/page.mjs
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The page, from results as `bench/run.mjs` and `bench/web.mjs` write them. */
export function page(results, web) {
  return [
    '# Benchmarks',
    '',
    'This page is written by `npm run bench -- --record` from `bench/results.json` and `bench/results-web.json`. All inputs are synthetic: made by seeded generators, the same on',
    'every run. Times are medians on a warm program, each program in a process of its own with one thread of linear algebra; peaks of memory are those of the whole process.',
    '',
    `Measured ${results.date} on ${results.machine}.`,
    '',
    '## Beside others',
    '',
    'Answers are compared before times. A ratio above 1 says by how many times Holling is quicker.',
    '',
    ...table(
      ['work', 'peer', 'answer', 'Holling', 'peer', 'ratio', 'target', 'peak of Holling, of peer'],
      results.peers.rows.map((row) =>
        row.failed
          ? [row.what, row.peer, `not measured: ${row.failed}`, '', '', '', '', '']
          : [
              row.what,
              row.peer,
              row.answer + (row.note ? `; ${row.note}` : ''),
              `${number(row.ours)} ms`,
              `${number(row.theirs)} ms`,
              `${number(row.ratio)} x`,
              row.target === undefined
                ? ''
                : `${row.target} x ${row.ratio >= row.target ? 'held' : '**missed**'}`,
              `${mebibytes(row.ourPeak)}, ${row.theirPeak > 0 ? mebibytes(row.theirPeak) : 'not told'}`,
            ],
      ),
    ),
    ...(results.peers.missing.length > 0
      ? ['', `Not there on this machine: ${results.peers.missing.join(', ')}.`]
      : []),
    '',
    '## Holling alone',
    '',
    ...table(['work', 'measured', 'target'], results.rows.map(measured)),
    '',
    '## Growth',
    '',
    ...results.growth.map(
      ({ what, points }) =>
        `- ${what}: ${points.map(({ size, ms }) => `${size.toLocaleString('en')} ${number(ms)} ms`).join(', ')}`,
    ),
    ...(web ? webPart(web) : []),
    '',
  ].join('\n');
}

function webPart({ date, machine, rows }) {
  const studies = [...new Set(rows.map(({ study }) => study))];
  return [
    '',
    '## The workbench',
    '',
    `Measured ${date} on ${machine} by \`npm run bench:web\`. A step is from the key to the end of the frame that shows map and ranking, on the thread that draws; frames begin when there is`,
    'something to draw, so that the wait for a screen is left out.',
    ...studies.flatMap((study) => [
      '',
      `### ${study}, synthetic`,
      '',
      ...table(['measured', 'value', 'target'], rows.filter((row) => row.study === study).map(measured)),
    ]),
  ];
}

function measured({ what, value, unit, target }) {
  return [
    what,
    `${number(value)} ${unit}`,
    target === undefined ? '' : `${target} ${unit} ${value <= target ? 'held' : '**missed**'}`,
  ];
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function number(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function mebibytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

if (process.argv[1] === import.meta.filename) {
  const read = (name) => JSON.parse(readFileSync(join(root, 'bench', name), 'utf8'));
  const web = existsSync(join(root, 'bench/results-web.json')) ? read('results-web.json') : undefined;
  writeFileSync(join(root, 'docs/benchmarks.md'), page(read('results.json'), web));
}
