// Runs one peer of npm: npm.cjs <peer> <task> <input> <rows> <columns> <classes> <repeats> <answer>
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const [peer, , source, ...words] = process.argv.slice(2);
const [rows, columns, classes, repeats] = words.map(Number);
const bytes = readFileSync(source);
const data = new Float64Array(bytes.buffer, bytes.byteOffset, rows * columns);
const rowsOf = () =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => data[j * rows + i]));
const packages = {
  topsis: () => {
    const { Matrix } = require('linear-algebra')();
    const { getBest } = require('topsis');
    const matrix = new Matrix(rowsOf());
    // It refuses weights whose sum is 1 but for rounding.
    const weights = Array(columns).fill(1 / columns);
    weights[columns - 1] = 1 - weights.slice(1).reduce((a, b) => a + b, 0);
    const kinds = Array(columns).fill('max');
    return () => [getBest(matrix, weights, kinds)].flat().map(Number);
  },
  topsis2: () => {
    const found = require('topsis2');
    const topsis2 = found.default ?? found;
    const matrix = rowsOf();
    const criteria = Array.from({ length: columns }, () => ({ weight: 1, type: 'benefit' }));
    return () => topsis2.rank(criteria, matrix);
  },
  'simple-statistics': () => {
    const { ckmeans } = require('simple-statistics');
    const values = Array.from(data);
    return () => ckmeans(values, classes).map((one) => one.at(-1));
  },
  geostats: () => {
    const found = require('geostats');
    const Geostats = found.default ?? found;
    const values = Array.from(data);
    return () => new Geostats(values).getClassJenks(classes).slice(1).map(Number);
  },
};
const name = peer.split(':')[1];
const work = packages[name]();
let found = work();
const times = [];
for (let i = 0; i < repeats; i++) {
  const start = performance.now();
  found = work();
  times.push(performance.now() - start);
}
writeFileSync(process.argv[9], Buffer.from(Float64Array.from(found.flat()).buffer));
const { version } = JSON.parse(readFileSync(join(process.env.NODE_PATH, name, 'package.json'), 'utf8'));
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ times, peak, version: `${name} ${version}` }));
