// Measures the workbench in a browser on made-up studies, and prints each number beside its target.
// node bench/web.mjs [--units 343,3000] [--small] [--json <file>]   -- --small: few units and acts, to see that it works
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { browserPath, serve } from '../scripts/served-workbench.mjs';
import { writeSyntheticStudy } from './synthetic-panel.mjs';
import { installProbe } from './web-probe.mjs';

const { values: asked } = parseArgs({
  options: { units: { type: 'string' }, small: { type: 'boolean' }, json: { type: 'string' } },
});
const sizes = (asked.units ?? (asked.small ? '60' : '343,3000')).split(',').map(Number);
const counts = asked.small
  ? { openings: 1, steps: 12, methods: 3, acts: 21 }
  : { openings: 5, steps: 120, methods: 12, acts: 500 };
const PERIODS = asked.small ? 4 : 13;
/** Milliseconds, by how many polygons there are. */
const targetsOf = (units) => (units <= 400 ? { step: 16, method: 100 } : { step: 33, method: 500 });
const METHODS = ['equal', 'critic', 'cv', 'sd', 'critic', 'entropy'];

const executablePath = browserPath();
const browser = await chromium.launch({
  executablePath,
  // Frames begin when there is something to draw, so that a time is that of the work and not of the wait for a screen.
  args: ['--no-sandbox', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
});
const all = [];
try {
  for (const units of sizes) all.push(await measure(units));
} finally {
  await browser.close();
}
const report = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, Chromium ${browser.version()}`,
  rows: all.flat(),
};
print(report);
if (asked.json) writeFileSync(asked.json, `${JSON.stringify(report, null, 1)}\n`);

async function measure(units) {
  const work = mkdtempSync(join(tmpdir(), 'holling-bench-web-'));
  const folder = join(work, 'synthetic');
  writeSyntheticStudy(folder, {
    units,
    periods: PERIODS,
    indicators: 25,
    hasShapes: true,
    uncertainty: 'none',
  });
  const server = await serve(folder);
  const targets = targetsOf(units);
  const what = `${units.toLocaleString('en')} polygons x ${PERIODS} x 25`;
  try {
    const { first, context, page } = await openings(server.url);
    const { script } = first;
    await page.waitForFunction(() => document.querySelectorAll('.second select option').length > 4, null, {
      timeout: 180_000,
    });
    const steps = await sliderSteps(page, await context.newCDPSession(page));
    const methods = await methodChanges(page);
    const blocks = await page.evaluate(() => globalThis.holling.longest());
    const memory = await manyActs(page, context);
    return [
      row(what, 'first useful picture after opening, median', first.picture, 'ms', 2000),
      row(what, 'compressed script until then, workers included', script / 1000, 'kB', 350),
      row(what, 'longest block of the main thread while opening', first.longest, 'ms', 50),
      row(what, 'slider step until map and ranking are drawn, median', quantile(steps.work, 0.5), 'ms'),
      row(what, 'the same, 95th percentile', quantile(steps.work, 0.95), 'ms', targets.step),
      row(
        what,
        'until the next frame is on the screen (Event Timing, 95th percentile)',
        quantile(steps.presented, 0.95),
        'ms',
      ),
      row(what, 'processor time of the main thread for a step, mean, measuring included', steps.cpu, 'ms'),
      row(what, 'method change until the repaint, median', quantile(methods, 0.5), 'ms', targets.method),
      row(what, 'the same, longest', Math.max(...methods), 'ms'),
      row(what, 'longest block of the main thread by these acts', blocks, 'ms', 50),
      row(
        what,
        `heap of the page after ${counts.acts} acts, to that after the first tenth`,
        memory.heap / memory.heapBefore,
        'x',
        1.25,
      ),
      row(what, `heap of the page after ${counts.acts} acts`, memory.heap / 2 ** 20, 'MiB'),
      ...(memory.resident
        ? [row(what, 'memory of the whole page, three workers included', memory.resident / 2 ** 20, 'MiB')]
        : []),
    ];
  } finally {
    await server.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

function row(study, what, value, unit, target) {
  return { study, what, value, unit, ...(target ? { target } : {}) };
}

/** Opens the study in new windows, each without a cache; the last stays open. */
async function openings(url) {
  const { origin } = new URL(url);
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  await context.addInitScript(installProbe);
  const times = [];
  const blocks = [];
  let page;
  let script = 0;
  for (let i = 0; i <= counts.openings; i++) {
    await page?.close();
    page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    // The address works once; the cookie that it leaves serves the other windows.
    await page.goto(i === 0 ? url : `${origin}/`);
    const seen = await page.evaluate(() => globalThis.holling.picture);
    // The first of all lets the server compress its files, which later ones find made.
    if (i > 0 || counts.openings === 1) {
      times.push(seen.at);
      blocks.push(await page.evaluate(() => globalThis.holling.longest()));
    }
    script = seen.script;
  }
  await page.evaluate(() => globalThis.holling.forget());
  return { first: { picture: quantile(times, 0.5), longest: Math.max(...blocks), script }, context, page };
}

/** Moves the slider by keys, from end to end and back. */
async function sliderSteps(page, cdp) {
  await page.locator('.periods input').focus();
  const press = async (i) =>
    page.keyboard.press(Math.floor(i / (PERIODS - 1)) % 2 === 0 ? 'ArrowLeft' : 'ArrowRight');
  for (let i = 0; i < 2 * (PERIODS - 1); i++) await stepped(page, () => press(i));
  await page.evaluate(() => globalThis.holling.forget());
  const work = [];
  // Time of the processor, which is the same on a busy machine.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await taskSeconds(cdp);
  for (let i = 0; i < counts.steps; i++) work.push(await stepped(page, () => press(i)));
  const cpu = (1000 * ((await taskSeconds(cdp)) - before)) / counts.steps;
  await cdp.send('Performance.disable');
  const presented = await page.evaluate(() => globalThis.holling.presented());
  // Steps quicker than the least that Event Timing tells count as that least.
  while (presented.length < work.length) presented.push(16);
  return { work, presented, cpu };
}

async function taskSeconds(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value;
}

async function stepped(page, press) {
  const drawn = await page.evaluateHandle(() => ({ drawn: globalThis.holling.nextStep() }));
  await press();
  const taken = await drawn.evaluate(({ drawn: one }) => one);
  await drawn.dispose();
  return taken;
}

/** Goes to other weighting methods as the back button would, so that map and ranking stay in sight. */
async function methodChanges(page) {
  const times = [];
  for (let i = 0; i < counts.methods + 2; i++) {
    const overlay = {
      method: { weight: METHODS[i % METHODS.length], aggregate: i % 4 < 2 ? 'topsis' : 'weighted-sum' },
    };
    // A name of its own, so that no result of before serves.
    overlay.title = `change ${i}`;
    const taken = await page.evaluate((change) => globalThis.holling.changed(change), overlay);
    if (i >= 2) times.push(taken);
  }
  return times;
}

async function manyActs(page, context) {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  const heap = async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
  };
  await page.evaluate((n) => globalThis.holling.act(0, n), Math.ceil(counts.acts / 10));
  const heapBefore = await heap();
  await page.evaluate(
    ([from, to]) => globalThis.holling.act(from, to),
    [Math.ceil(counts.acts / 10), counts.acts],
  );
  return { heapBefore, heap: await heap(), resident: await residentOf() };
}

/** Bytes of the largest process that draws a page; undefined where the system does not tell. */
async function residentOf() {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const bytes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0);
      } catch {
        return 0;
      }
    });
  await cdp.detach();
  const most = Math.max(0, ...bytes);
  return most === 0 ? undefined : most;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function print({ date, machine, rows }) {
  console.log(`${date}, ${machine}`);
  let before = '';
  for (const { study, what, value, unit, target } of rows) {
    if (study !== before) console.log(`\n${study} (synthetic)`);
    before = study;
    const number = unit === 'x' ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0);
    const beside =
      target === undefined ? '' : `target ${target} ${unit}   ${value <= target ? 'held' : 'MISSED'}`;
    console.log(`${what.padEnd(74)}${number.padStart(8)} ${unit.padEnd(4)} ${beside}`);
  }
}
