// Prints processor time and peak memory of holling import, check and run on a synthetic table of 60,000 rows x 32 columns,
// as CSV and as a workbook, made by a seeded generator, and how long a request to stop takes. Nothing here is a test.
// node bench/import.mjs [rows] [import|all]. Needs the command line built: npm run build.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { addParts, finish } from './synthetic-workbook.mjs';

const program = join(import.meta.dirname, '../dist/cli/main.js');
const ROWS = Number(process.argv[2] ?? 60_000);
const COLUMNS = 32;
const UNITS = 3000;
const MEGABYTE = 2 ** 20;
const commands = process.argv[3] === 'import' ? [] : ['check', 'run'];
const work = mkdtempSync(join(tmpdir(), 'holling-import-'));

const csv = join(work, 'synthetic.csv');
const workbook = join(work, 'synthetic.xlsx');
await writeCsv(csv);
await writeWorkbook(workbook);
for (const [file, target] of [
  [csv, '3 s, 400 MB'],
  [workbook, '10 s, 600 MB'],
]) {
  const kind = file.split('.').pop();
  const study = join(work, kind);
  const words = importWords(file, study);
  console.log(
    `${(statSync(file).size / MEGABYTE).toFixed(1)} MB ${kind}, ${ROWS} rows x ${COLUMNS}: import ${measured(words)} (target ${target})`,
  );
  for (const command of commands) console.log(`  ${command} ${measured([command, study, '--quiet'])}`);
  for (const share of [0.2, 0.5, 0.8]) console.log(`  ${await stopped(words, share)}`);
}

function importWords(file, study) {
  const answers = ['gazetteer=none', 'directions=all-benefit'].flatMap((one) => ['--answer', one]);
  return ['import', file, '--study', study, '--yes', '--quiet', ...answers];
}

/** A line that runs when the program ends tells what it took. */
function started(words) {
  const told = `process.on('exit', () => { const { userCPUTime, maxRSS } = process.resourceUsage(); process.stderr.write('took ' + userCPUTime + ' ' + maxRSS); });`;
  return ['--import', `data:text/javascript,${encodeURIComponent(told)}`, program, ...words];
}

function measured(words) {
  const { status, stderr } = spawnSync(process.execPath, started(words), { encoding: 'utf8' });
  const [, user, peak] = /took (\d+) (\d+)$/.exec(stderr) ?? [];
  if (user === undefined || status !== 0) return `failed: ${stderr.slice(0, 500)}`;
  return `${(user / 1e6).toFixed(1)} s of processors, peak ${(peak / 1024).toFixed(0)} MB`;
}

/** Asks to stop after a share of the time that the whole takes. */
async function stopped(words, share) {
  const begun = performance.now();
  spawnSync(process.execPath, [program, ...words]);
  const wait = share * (performance.now() - begun);
  const child = spawn(process.execPath, [program, ...words], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await new Promise((resolve) => setTimeout(resolve, wait));
  const asked = performance.now();
  child.kill('SIGINT');
  await ended;
  return `from Ctrl-C at ${100 * share} % to the end ${(performance.now() - asked).toFixed(0)} ms (target 200 ms)`;
}

/** Multiplicative congruential numbers: the same file on every run. */
function* rows() {
  let state = 20_261_125;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (let r = 0; r < ROWS; r++)
    yield {
      city: r % UNITS,
      year: 2000 + Math.floor(r / UNITS),
      values: Array.from({ length: COLUMNS - 2 }, () => Number((next() * 1e6).toFixed(2))),
    };
}

function header() {
  return ['city', 'year', ...Array.from({ length: COLUMNS - 2 }, (_, c) => `x${c}`)];
}

async function writeCsv(file) {
  const out = createWriteStream(file);
  out.write(`${header().join(',')}\n`);
  for (const { city, year, values } of rows()) out.write(`城市${city},${year},${values.join(',')}\n`);
  await new Promise((resolve) => out.end(resolve));
}

function* sheetXml() {
  const letter = (c) => (c < 26 ? String.fromCharCode(65 + c) : `A${String.fromCharCode(39 + c)}`);
  yield '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">';
  yield header()
    .map((text, c) => `<c r="${letter(c)}1" t="inlineStr"><is><t>${text}</t></is></c>`)
    .join('');
  yield '</row>';
  let r = 1;
  for (const { city, year, values } of rows()) {
    r++;
    const cells = [year, ...values].map((value, c) => `<c r="${letter(c + 1)}${r}"><v>${value}</v></c>`);
    yield `<row r="${r}"><c r="A${r}" t="s"><v>${city}</v></c>${cells.join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

async function writeWorkbook(file) {
  const strings = Array.from({ length: UNITS }, (_, i) => `<si><t>城市${i}</t></si>`).join('');
  const zip = new ZipFile();
  addParts(zip, { 'xl/sharedStrings.xml': `<?xml version="1.0"?><sst>${strings}</sst>` });
  zip.addReadStream(Readable.from(sheetXml()), 'xl/worksheets/sheet1.xml');
  await finish(zip, file);
}
