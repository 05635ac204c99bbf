// Prints time and peak memory of simplifying a synthetic shapefile of 50 MB, made by a seeded generator, to 1 MB with the
// same neighbours. Nothing here is a test. node bench/simplify.mjs [megabytes]
import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ZipFile } from 'yazl';

const root = join(import.meta.dirname, '..');
const megabytes = Number(process.argv[2] ?? 50);
/** Cells along each axis, and vertices of each border: of 50 MB, 324 shapes with 3.1 million vertices. */
const CELLS = 18;
const STEPS = Math.round(48.24 * megabytes);

const work = mkdtempSync(join(tmpdir(), 'holling-bench-'));
const reader = join(work, 'boundaries.mjs');
await build({
  entryPoints: [join(root, 'src/io/boundaries.ts')],
  outfile: reader,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  nodePaths: [join(root, 'node_modules')],
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
const archive = join(work, 'synthetic.zip');
const size = await writeShapefile(archive);
const { readShapes } = await import(pathToFileURL(reader).href);
const bytes = readFileSync(archive);
const before = process.memoryUsage().rss;
const start = performance.now();
const cpu = process.cpuUsage();
const problems = [];
const { shapes, notes } = await readShapes(
  { file: 'synthetic.zip', key: 'code', simplify: { to: '1 MB' } },
  'units.boundaries',
  bytes,
  problems,
);
const seconds = (performance.now() - start) / 1000;
const { user } = process.cpuUsage(cpu);
const peak = process.resourceUsage().maxRSS / 1024;
console.log(
  `${(size / 1e6).toFixed(1)} MB .shp to 1 MB: ${seconds.toFixed(1)} s (${(user / 1e6).toFixed(1)} s of one processor), ` +
    `peak ${peak.toFixed(0)} MB, ${(before / 2 ** 20).toFixed(0)} MB of it before`,
);
for (const { text } of [...notes, ...problems.map(({ saw }) => ({ text: saw }))]) console.log(text.en);
if (shapes)
  console.log(
    `${shapes.keys.length} shapes, digest ${createHash('sha256').update(JSON.stringify(shapes.features)).digest('hex').slice(0, 12)}`,
  );

/** A square cut into cells whose shared borders wander by a third of a cell at most. */
async function writeShapefile(path) {
  const cells = Array.from({ length: CELLS * CELLS }, (_, c) => ringOf(c % CELLS, Math.floor(c / CELLS)));
  const records = cells.map((ring, i) => {
    const record = Buffer.alloc(56 + ring.length * 8);
    record.writeInt32BE(i + 1, 0);
    record.writeInt32BE((48 + ring.length * 8) / 2, 4);
    record.writeInt32LE(5, 8);
    record.writeInt32LE(1, 44);
    record.writeInt32LE(ring.length / 2, 48);
    for (let k = 0; k < ring.length; k++) record.writeDoubleLE(ring[k], 56 + 8 * k);
    return record;
  });
  const header = Buffer.alloc(100);
  const length = records.reduce((sum, record) => sum + record.length, 100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE(length / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  const zip = new ZipFile();
  zip.addBuffer(Buffer.concat([header, ...records]), 'synthetic.shp', { compress: false });
  zip.addBuffer(dbf(cells.length), 'synthetic.dbf');
  zip.addBuffer(
    Buffer.from(
      'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
    ),
    'synthetic.prj',
  );
  zip.addBuffer(Buffer.from('UTF-8'), 'synthetic.cpg');
  zip.end();
  await new Promise((resolve) => zip.outputStream.pipe(createWriteStream(path)).on('close', resolve));
  return length;
}

function dbf(count) {
  const header = Buffer.alloc(65);
  header[0] = 3;
  header.writeUInt32LE(count, 4);
  header.writeUInt16LE(65, 8);
  header.writeUInt16LE(5, 10);
  header.write('code', 32, 'latin1');
  header.write('C', 43, 'latin1');
  header[48] = 4;
  header[64] = 13;
  const rows = Array.from({ length: count }, (_, i) => Buffer.from(` ${String(i).padStart(4, '0')}`));
  return Buffer.concat([header, ...rows]);
}

/** Clockwise, from the lower left corner up; both shapes at a border make it from the same numbers. */
function ringOf(x, y) {
  const [left, right] = [borderOf(x, y, 0), borderOf(x + 1, y, 0)];
  const [low, high] = [borderOf(x, y, 1), borderOf(x, y + 1, 1)];
  const ring = [];
  const add = (xs, ys, k) => ring.push(100 + xs[k], 20 + ys[k]);
  for (let k = 0; k < STEPS; k++) add(left.xs, left.ys, k);
  for (let k = 0; k < STEPS; k++) add(high.xs, high.ys, k);
  for (let k = STEPS; k > 0; k--) add(right.xs, right.ys, k);
  for (let k = STEPS; k > 0; k--) add(low.xs, low.ys, k);
  add(left.xs, left.ys, 0);
  return ring;
}

/** A border upwards (0) or to the right (1) from a corner: a bridge of random steps held within a third of a cell. */
function borderOf(x, y, way) {
  let state = 1 + ((x * 7919 + y * 104_729 + way * 1_299_709) % 2_147_483_646);
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  next();
  const [xs, ys] = [new Float64Array(STEPS + 1), new Float64Array(STEPS + 1)];
  let off = 0;
  for (let k = 0; k <= STEPS; k++) {
    const room = (0.6 * Math.min(k, STEPS - k)) / STEPS;
    off = Math.max(-room, Math.min(room, off + (next() - 0.5) / 150));
    const along = k / STEPS;
    xs[k] = way === 0 ? x + off : x + along;
    ys[k] = way === 0 ? y + along : y + off;
  }
  return { xs, ys };
}
