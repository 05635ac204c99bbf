// Takes pictures of every view of the workbench, at three widths, in both languages and themes.
// node scripts/screenshots.mjs [folder] [--docs]   -- --docs: those of docs/workbench.md alone, into docs/images
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { browserPath, serve } from './served-workbench.mjs';

const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({ options: { docs: { type: 'boolean' } }, allowPositionals: true });
const WIDTHS = [1440, 768, 360];
const STUDY = 'northeast-border';
const UNIT = 'hulunbuir';
/** The views of the page: where each is, and what is done there before the picture. */
const VIEWS = {
  explore: { query: `select=${UNIT}` },
  years: { query: 'map=years&view=lines' },
  swipe: { query: 'map=swipe&view=scatter' },
  change: { query: 'map=change&view=table' },
  figure: { query: 'view=obstacles', until: '.figure-stage svg' },
  'what-if': {
    query: `what=${encodeURIComponent(JSON.stringify({ method: { weight: 'equal' } }))}`,
    act: (page, width) =>
      (width >= 1200
        ? page.locator('.tree .panel-head button').first()
        : page.locator('.what-if-changes summary')
      ).click(),
  },
  method: { query: 'page=method' },
  data: { query: 'page=data' },
  report: { query: 'page=report' },
  indicator: { query: `node=X1&select=${UNIT}` },
  explained: {
    query: `select=${UNIT}`,
    act: async (page) => {
      await page.locator('.explanation > details > summary').first().click();
      await page.locator('.lift > summary').click();
      await page.waitForSelector('.lift h4');
    },
  },
  alternatives: {
    query: 'page=method',
    act: async (page) => {
      await page.getByRole('button', { name: /^Compare the alternatives$|^比较各方法$/ }).click();
      await page.waitForSelector('.alternatives tbody tr');
    },
  },
  start: {
    query: '',
    act: async (page) => {
      await page.locator('.brand').click();
      await page.waitForSelector('.start .cards');
    },
  },
  // Last: what is begun here stays with the study.
  judgements: {
    query: 'page=method',
    act: async (page) => {
      await page.waitForSelector('.page-method .waiting', { state: 'detached' });
      const begin = page.getByRole('button', { name: /^Compare in pairs$|^开始两两比较$/ });
      if ((await begin.count()) > 0) await begin.click();
      await page.waitForSelector('.pairs li');
    },
  },
};
/** What the documentation shows. */
const DOCS = [
  ['explore', 1440, 'en', 'light'],
  ['explore', 1440, 'zh', 'dark'],
  ['explore', 360, 'zh', 'light'],
  ['what-if', 1440, 'en', 'light'],
  ['method', 1440, 'en', 'light'],
  ['data', 768, 'zh', 'light'],
];

const executablePath = browserPath();
const out = values.docs ? join(root, 'docs/images') : resolve(positionals[0] ?? 'screenshots');
mkdirSync(out, { recursive: true });
const own = mkdtempSync(join(tmpdir(), 'holling-screenshots-'));
const folder = join(own, STUDY);
cpSync(join(root, 'studies', STUDY), folder, { recursive: true, filter: (file) => !/results$/.test(file) });
const server = await serve(folder);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const context = await browser.newContext({ reducedMotion: 'reduce' });
// The tour, which comes by itself once, is not part of a view.
await context.addInitScript(() => window.localStorage.setItem('holling tour', 'seen'));
context.setDefaultTimeout(120_000);
const page = await context.newPage();
// The address works once; what it leaves serves every picture.
await page.goto(server.url);
const { origin } = new URL(server.url);
try {
  const all = Object.keys(VIEWS).flatMap((view) =>
    WIDTHS.flatMap((width) =>
      ['en', 'zh'].flatMap((lang) => ['light', 'dark'].map((theme) => [view, width, lang, theme])),
    ),
  );
  for (const [view, width, lang, theme] of values.docs ? DOCS : all) await take(view, width, lang, theme);
} finally {
  await browser.close();
  await server.stop();
  rmSync(own, { recursive: true, force: true });
}

async function take(view, width, lang, theme) {
  const { query, act, until } = VIEWS[view];
  await page.setViewportSize({ width, height: width > 1000 ? 1000 : 900 });
  await page.goto(`${origin}/?v=1&lang=${lang}&theme=${theme}&${query}`);
  await page.waitForSelector('.status-line');
  await page.waitForFunction(() => document.querySelector('.waiting') === null);
  if (until) await page.waitForSelector(until);
  await act?.(page, width);
  const path = join(out, `${view}-${width}-${lang}-${theme}.jpg`);
  if (values.docs) {
    // With the intervals of the ranks, which are counted a while after a study is opened.
    await page.waitForTimeout(3000);
    await page.waitForFunction(() => document.querySelector('.status-line progress') === null);
    await page.screenshot({ path, type: 'jpeg', quality: 56 });
    return;
  }
  await page.waitForTimeout(300);
  // Once in the picture, not over what is in its middle.
  await page.evaluate(() => {
    const line = document.querySelector('.status-line');
    if (line) line.style.position = 'static';
  });
  // Long pages are shown to the end, as far as a picture of them can be read.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: Math.min(height, 3600) };
  await page.screenshot({ path, type: 'jpeg', quality: 60, fullPage: true, clip });
}
