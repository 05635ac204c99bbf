import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { readAssets } from '../../src/app/server/assets.ts';
import { catalogueOf } from '../../src/app/server/catalogue.ts';
import { type Serving, serve } from '../../src/app/server/serve.ts';
import { executablePath } from './chromium.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A study of its own in a new folder, served as `holling open` does, and a browser that was let in. */
export interface Workbench {
  folder: string;
  /** Of the study, in addresses. */
  id: string;
  server: Serving;
  origin: string;
  browser: Browser;
  context: BrowserContext;
  /** Errors on the console, uncaught ones, and reports of the content-security policy. */
  faults: string[];
  page(): Promise<Page>;
  close(): Promise<void>;
}

export async function servedStudy(study = 'studies/northeast-border') {
  const own = mkdtempSync(join(tmpdir(), 'holling-web-'));
  const folder = join(own, basename(study));
  cpSync(join(ROOT, study), folder, { recursive: true, filter: (file) => !/results$/.test(file) });
  // Few replicates: hundreds of pages are opened, and each counts its own.
  const file = join(folder, 'study.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/^analyses:$/m, '$&\n  uncertainty: { replicates: 40 }'),
  );
  const logged: string[] = [];
  const catalogue = await catalogueOf(join(ROOT, 'studies'), own, folder);
  const server = await serve({
    world: {
      lang: 'en',
      software: 'holling test',
      signal: new AbortController().signal,
      progress: async () => {},
      meanwhile: () => {},
      out: () => {},
      say: ({ en }) => logged.push(en),
    },
    assets: await readAssets(join(ROOT, 'dist/web')),
    catalogue,
    port: 0,
  });
  return { folder, server, logged, id: catalogue.open!, origin: new URL(server.url).origin };
}

export async function workbench(study?: string, options: object = {}): Promise<Workbench> {
  const { folder, server, id, origin } = await servedStudy(study);
  const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 1000 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const faults: string[] = [];
  context.setDefaultTimeout(40_000);
  let isFirst = true;
  return {
    ...{ folder, server, id, origin, browser, context, faults },
    async page() {
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(String(error)));
      if (isFirst) await page.goto(server.url);
      isFirst = false;
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Waits until a study is on the page. */
export async function opened(page: Page): Promise<void> {
  await page.waitForSelector('.status-line');
}
