// Holling beside its peers on the same columns: answers first, then times.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { present, runPeer } from './peers.mjs';

/** Times beyond which a peer is given fewer values. */
const MANY = 5000;
const OWN_NORM =
  'divides by the length of the column instead of min-max: compared with Holling under that norm';

/** Every comparison: the peer, what both do, at which size, and by how many times Holling should be quicker. */
function comparisons(isSmall) {
  const [city, large, values] = isSmall ? [400, 2000, 2000] : [3718, 100_000, 100_000];
  const few = Math.min(values, MANY);
  return [
    ...[city, large].flatMap((rows) => [
      { peer: 'python:numpy', task: 'entropy', rows, columns: 25, target: 1, note: 'in blocks' },
      { peer: 'python:scikit-criteria', task: 'entropy', rows, columns: 25, target: 5 },
      {
        ...{ peer: 'python:pymcdm', task: 'raw', rows, columns: 25, target: 20 },
        note: 'its default weighs the raw values, and refuses the zeros of min-max: compared with Holling on raw values',
      },
    ]),
    { peer: 'python:pyDecision', task: 'vector', rows: city, columns: 25, note: OWN_NORM },
    {
      peer: 'npm:topsis',
      task: 'vector',
      rows: Math.min(city, 1000),
      columns: 25,
      note: OWN_NORM,
      answer: 'best',
    },
    { peer: 'npm:topsis2', task: 'vector', rows: city, columns: 25, note: OWN_NORM, answer: 'best' },
    { peer: 'npm:simple-statistics', task: 'breaks', rows: values, columns: 1, target: 3 },
    { peer: 'npm:geostats', task: 'breaks', rows: few, columns: 1 },
    { peer: 'python:mapclassify-fisher', task: 'breaks', rows: Math.min(few, 1000), columns: 1 },
    {
      peer: 'python:mapclassify-natural',
      task: 'breaks',
      rows: values,
      columns: 1,
      note: 'k-means from random starts, not exact',
      mayDiffer: true,
    },
    { peer: 'r:classInt', task: 'breaks', rows: few, columns: 1 },
    {
      peer: 'python:SALib',
      task: 'sobol',
      rows: isSmall ? 512 : 65_536,
      columns: 5,
      note: 'total indices by the estimator of Jansen',
    },
  ];
}

export function compare({ work, compiled, isSmall, folder, say }) {
  const peers = present(folder);
  if (peers.missing.length > 0)
    say(`not there, so not compared: ${peers.missing.join(', ')} (node bench/peers/install.mjs)`);
  const known = new Map();
  const rows = [];
  for (const one of comparisons(isSmall)) {
    const name = one.peer.split(':')[1].split('-fisher')[0].split('-natural')[0];
    if (peers.missing.some((missing) => missing === name)) continue;
    // Enough that the median is of compiled code.
    const repeats = isSmall ? 2 : one.rows > MANY ? 9 : 31;
    const input = inputOf(work, one.rows, one.columns);
    const key = `${one.task} ${one.rows} ${one.columns}`;
    const asked = { ...one, input, repeats };
    const holling = known.get(key) ?? runOwn(compiled, asked, join(work, 'own.bin'));
    known.set(key, holling);
    const found = runPeer(peers, one.peer, asked, join(work, 'peer.bin'));
    const what = `${one.task === 'breaks' ? 'natural breaks' : one.task === 'sobol' ? "Sobol' indices" : 'entropy + TOPSIS'}, ${one.rows.toLocaleString('en')}${one.columns > 1 ? ` x ${one.columns}` : ''}`;
    if (found.failed) {
      rows.push({ what, peer: name, failed: found.failed });
      say(`${what}, ${name}: ${found.failed}`);
      continue;
    }
    const answer = agreement(one, holling, found, input);
    const [ours, theirs] = [median(holling.times), median(found.times)];
    const ratio = theirs / ours;
    const row = {
      what,
      peer: found.version,
      answer,
      ours,
      theirs,
      ratio,
      ourPeak: holling.peak,
      theirPeak: found.peak,
      ...(one.target ? { target: one.target } : {}),
      ...(one.note ? { note: one.note } : {}),
    };
    rows.push(row);
    say(
      `${what.padEnd(34)}${row.peer.padEnd(30)}${answer.padEnd(34)}${ours.toFixed(2).padStart(9)} ms ${theirs.toFixed(2).padStart(10)} ms ${ratio.toFixed(1).padStart(7)} x${one.target ? ` (target ${one.target} x${ratio >= one.target ? '' : ', MISSED'})` : ''}`,
    );
  }
  return { missing: peers.missing, rows };
}

/** What both answered, told before any time is. */
function agreement({ task, answer, rows, columns, mayDiffer }, holling, found, input) {
  if (answer === 'best') return best(holling.answer, found.answer, { rows, columns, input });
  if (task === 'breaks') {
    const off = holling.answer.filter((upper, c) => !near(upper, found.answer[c], 1e-9)).length;
    return off === 0 ? 'same classes' : `${off} of ${holling.answer.length} limits differ`;
  }
  if (holling.answer.length !== found.answer.length)
    return `${found.answer.length} numbers, not ${holling.answer.length}`;
  let most = 0;
  holling.answer.forEach((one, i) => {
    most = Math.max(most, Math.abs(one - found.answer[i]));
  });
  return `${most < 1e-9 ? 'same' : mayDiffer ? 'differs' : 'DIFFERS'} (at most ${most.toExponential(1)})`;
}

/** Some peers tell the best unit alone, as its row of the input or by its position. */
function best(scores, told, { rows, columns, input }) {
  const at = scores.indexOf(Math.max(...scores));
  if (told[0] === at) return 'same best unit';
  const bytes = readFileSync(input);
  const data = new Float64Array(bytes.buffer, bytes.byteOffset, rows * columns);
  const row = Array.from({ length: columns }, (_, j) => data[j * rows + at]);
  return row.every((value, j) => near(value, told[j], 1e-9)) ? 'same best unit' : 'ANOTHER best unit';
}

function near(a, b, share) {
  return Math.abs(a - b) <= share * Math.max(1, Math.abs(a));
}

/** Skewed numbers by a small generator, the same on every run; a file for all programs. */
export function inputOf(work, rows, columns) {
  const data = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    let state = (j + 1) * 2654435761;
    for (let i = 0; i < rows; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      data[j * rows + i] = 1 + 100 * ((state >>> 0) / 2 ** 32) ** 3;
    }
  }
  const file = join(work, `input-${rows}-${columns}.bin`);
  writeFileSync(file, new Uint8Array(data.buffer));
  return file;
}

/** Holling on columns in a file, in a process of its own. */
export function runOwn(compiled, { task, input, rows, columns, classes = 5, repeats }, answer) {
  const words = [task, input, rows, columns, classes, repeats, answer].map(String);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', compiled, ...words], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const bytes = readFileSync(answer);
  return {
    ...JSON.parse(stdout),
    answer: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  };
}

export function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
