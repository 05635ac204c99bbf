import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadStudy, run } from '../../src/index.ts';
import { readCsv } from '../../src/io/csv.ts';
import { csvText } from '../../src/study/csv-text.ts';
import { resultTables } from '../../src/study/tables.ts';
import { alone } from '../../src/study/team.ts';
import { varied } from '../support/varied.ts';
import { bundled } from '../support/worker-file.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env.HOLLING_BROWSER ?? PLACES.find((place) => existsSync(place));
if (!executablePath)
  console.warn('skipped: no browser was found (install chromium, or name one in HOLLING_BROWSER)');

describe.skipIf(!executablePath)('a page in a browser', () => {
  let server: Server;
  let browser: Browser;
  let address: string;
  beforeAll(async () => {
    const [page, worker] = await Promise.all([
      bundled('test/support/page.ts', 'browser'),
      bundled('src/worker-browser.ts', 'browser'),
    ]);
    const scripts = new Map([
      ['/page.mjs', readFileSync(page)],
      ['/worker.mjs', readFileSync(worker)],
    ]);
    server = createServer(({ url = '/' }, response) => {
      const script = scripts.get(url);
      response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html; charset=utf-8');
      response.end(script ?? '<!doctype html><script type="module" src="/page.mjs"></script>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it('gives the bytes of Node with 1 and with 2 web workers', async () => {
    const folder = varied();
    const result = await run(await loadStudy(folder), { team: alone });
    const expected = resultTables(result)
      .map((table) => `${table.name}\n${[...csvText(table)].join('')}`)
      .join('\n');
    const read = (file: string) => readCsv(file, readFileSync(join(folder, file)), [])!;
    const given = [readFileSync(join(folder, 'study.yaml'), 'utf8'), read('units.csv'), [read('panel.csv')]];
    const page = await browser.newPage();
    await page.goto(address);
    for (const workers of [1, 2]) {
      const found = await page.evaluate(
        // biome-ignore lint/suspicious/noExplicitAny: what the page puts into its global scope
        ([words, count]) => (globalThis as any).tables(...(words as unknown[]), count),
        [given, workers] as const,
      );
      expect(found).toBe(expected);
    }
    expect(expected).toContain('rank-certainty');
  }, 120_000);
});
