// Prints time and peak memory of reading large files, made by a seeded generator in a temporary folder. Nothing here is a
// test. node bench/read.mjs
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ZipFile } from 'yazl';
import { addParts, finish } from './synthetic-workbook.mjs';

const root = join(import.meta.dirname, '..');
const MEGABYTE = 2 ** 20;

if (process.argv[2] === undefined) await all();
else await one(process.argv[2], process.argv[3]);

async function all() {
  const work = mkdtempSync(join(tmpdir(), 'holling-bench-'));
  const reader = join(work, 'read.mjs');
  await build({
    entryPoints: [join(root, 'src/io/readers/read-sheets.ts')],
    outfile: reader,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const csv = join(work, 'panel.csv');
  await writeCsv(csv, 60_000, 32);
  const workbook = join(work, 'panel.xlsx');
  await writeWorkbook(workbook, 190_000, 27);
  const bomb = join(work, 'bomb.xlsx');
  await writeBomb(bomb, 10);
  const targets = { [csv]: '3 s, 400 MB', [workbook]: '30 s, 600 MB', [bomb]: '1 s, 150 MB extra' };
  for (const [file, target] of Object.entries(targets)) {
    const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, reader, file], {
      encoding: 'utf8',
    });
    process.stdout.write(status === 0 ? `${stdout.trimEnd()}   (target ${target})\n` : stderr);
  }
}

/** Each file is read in a process of its own, so that peaks of memory do not mix. */
async function one(reader, file) {
  const { readSheets } = await import(pathToFileURL(reader).href);
  const bytes = readFileSync(file);
  const before = process.memoryUsage().rss;
  const start = performance.now();
  let calls = 0;
  const { sheets, problems } = await readSheets(file, bytes, { onProgress: () => calls++ });
  const seconds = (performance.now() - start) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  const size = (statSync(file).size / MEGABYTE).toFixed(1);
  const found = problems[0]?.saw.en ?? `${sheets[0].rows.length} rows x ${sheets[0].rows[0].length}`;
  console.log(
    `${size} MB ${file.split('.').pop()}: ${found}: ${seconds.toFixed(2)} s, peak ${peak.toFixed(0)} MB, ` +
      `${(peak - before / MEGABYTE).toFixed(0)} MB over the bytes, ${calls} reports of progress`,
  );
}

/** Multiplicative congruential numbers: the same file on every run. */
function generator() {
  let state = 20_261_125;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

async function writeCsv(file, rows, columns) {
  const next = generator();
  const out = createWriteStream(file);
  out.write(`${['unit', 'year', ...Array.from({ length: columns - 2 }, (_, c) => `x${c}`)].join(',')}\n`);
  for (let r = 0; r < rows; r++) {
    const cells = Array.from({ length: columns - 2 }, () => (next() * 1e6).toFixed(2));
    out.write(`${[100_000 + (r % 3000), 2000 + Math.floor(r / 3000), ...cells].join(',')}\n`);
  }
  await new Promise((resolve) => out.end(resolve));
}

async function* sheetXml(rows, columns) {
  const next = generator();
  yield '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
  for (let r = 1; r <= rows; r++) {
    let row = `<row r="${r}"><c r="A${r}" t="s"><v>${r % 3000}</v></c>`;
    for (let c = 1; c < columns; c++)
      row += `<c r="${c < 26 ? String.fromCharCode(65 + c) : `A${String.fromCharCode(39 + c)}`}${r}"><v>${(next() * 1e6).toFixed(2)}</v></c>`;
    yield `${row}</row>`;
  }
  yield '</sheetData></worksheet>';
}

async function writeWorkbook(file, rows, columns) {
  const { Readable } = await import('node:stream');
  const zip = new ZipFile();
  const strings = Array.from({ length: 3000 }, (_, i) => `<si><t>城市${i}</t></si>`).join('');
  addParts(zip, { 'xl/sharedStrings.xml': `<?xml version="1.0"?><sst>${strings}</sst>` });
  zip.addReadStream(Readable.from(sheetXml(rows, columns)), 'xl/worksheets/sheet1.xml');
  await finish(zip, file);
}

/** A workbook of ten entries of a gigabyte of spaces each. */
async function writeBomb(file, entries) {
  const { Readable } = await import('node:stream');
  const zip = new ZipFile();
  addParts(zip, {});
  const blank = Buffer.alloc(2 ** 20, 32);
  const spaces = function* () {
    for (let i = 0; i < 1024; i++) yield blank;
  };
  for (let i = 1; i <= entries; i++)
    zip.addReadStream(Readable.from(spaces()), `xl/worksheets/sheet${i}.xml`);
  await finish(zip, file);
}
