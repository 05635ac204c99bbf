import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadStudy, run } from '../../src/index.ts';
import { readOverlays } from '../../src/io/read-overlays.ts';
import { csvText } from '../../src/study/csv-text.ts';
import { resultTables } from '../../src/study/tables.ts';
import { executablePath } from '../support/chromium.ts';
import { opened, type Workbench, workbench } from '../support/workbench.ts';

const AXE = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
const VIEWS: Record<string, string> = {
  explore: 'select=jixi',
  'all periods': 'map=years&view=lines&select=jixi',
  'swipe and scatter': 'map=swipe&view=scatter',
  'change and table': 'map=change&view=table',
  'a what-if': `what=${encodeURIComponent('{"method":{"weight":"equal"}}')}`,
  method: 'page=method',
  data: 'page=data',
  report: 'page=report',
};

/** What the checker finds on a page. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const found = await axe.run();
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
    );
  });
}

describe.skipIf(!executablePath)('the page', () => {
  let bench: Workbench;
  let page: Page;
  const at = async (query: string) => {
    await page.goto(`${bench.origin}/?v=1&study=${encodeURIComponent(bench.id)}&${query}`);
    await opened(page);
  };
  beforeAll(async () => {
    // The checker is put in by the test, which the policy of the page would not allow.
    bench = await workbench(undefined, { bypassCSP: true });
    page = await bench.page();
    await opened(page);
  });
  afterAll(() => bench?.close());

  const cases = Object.entries(VIEWS).flatMap(([name, query]) =>
    (['light', 'dark'] as const).map((theme) => [name, theme, query] as const),
  );
  it.each(cases)('%s has no fault that axe finds, %s', { timeout: 120_000 }, async (_, theme, query) => {
    for (const lang of ['en', 'zh']) {
      await at(`${query}&theme=${theme}&lang=${lang}`);
      await page.waitForTimeout(300);
      expect(await violations(page)).toEqual([]);
    }
  });

  const opening: Record<string, (theme: string) => Promise<void>> = {
    'the changes of a what-if': async (theme) => {
      await at(
        `what=${encodeURIComponent('{"method":{"weight":"equal"}}')}&view=scatter&theme=${theme}&lang=en`,
      );
      await page.locator('.what-if-changes summary').click();
      await page.locator('.facts').waitFor();
      await page.locator('.second .range-select summary').click();
    },
    'a unit with everything open': async (theme) => {
      await at(`select=baishan&theme=${theme}&lang=zh`);
      await page.locator('.explanation math').waitFor();
      await page.locator('.formula summary').click();
      await page.locator('.lift > summary').click();
      await page.locator('.lift li').first().waitFor();
    },
    'the help': async (theme) => {
      await at(`theme=${theme}&lang=zh`);
      await page.getByRole('button', { name: '帮助', exact: true }).click();
    },
    'the tour': async (theme) => {
      await at(`theme=${theme}&lang=en`);
      await page.getByRole('button', { name: 'Help', exact: true }).click();
      await page.getByRole('button', { name: 'Take the tour' }).click();
    },
    'an import': async (theme) => {
      await at(`page=data&theme=${theme}&lang=en`);
      const buffer = Buffer.from('city,year,GDP,people\nOne,2010,1,5\nTwo,2010,2,6\n');
      await page.setInputFiles('input[type=file]', { name: 'cities.csv', mimeType: 'text/csv', buffer });
      await page.locator('.sheet summary').click();
      await page.locator('.import-preview summary').last().click();
    },
  };
  it.each(
    Object.entries(opening).flatMap(([name, open]) =>
      (['light', 'dark'] as const).map((theme) => [name, theme, open] as const),
    ),
  )('%s has no fault that axe finds, %s', { timeout: 60_000 }, async (_, theme, open) => {
    await open(theme);
    expect(await violations(page)).toEqual([]);
  });

  it('has no fault in forced colours', { timeout: 60_000 }, async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await at('select=jixi');
    const found = await violations(page);
    await page.emulateMedia({ forcedColors: 'none' });
    expect(found).toEqual([]);
  });

  it.each([320, 360, 768, 1440])(
    'fits %i pixels without scrolling sideways',
    { timeout: 60_000 },
    async (width) => {
      await page.setViewportSize({ width, height: 900 });
      for (const query of Object.values(VIEWS)) {
        await at(`${query}&lang=en`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), query).toBeLessThanOrEqual(
          width,
        );
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    },
  );

  it('opens with what is valid of a malformed, old or huge address, and says so', {
    timeout: 60_000,
  }, async () => {
    await at('page=nowhere&period=1999&node=none&map=globe&select=atlantis&what={broken');
    await expect.poll(() => page.locator('.notice').count()).toBeGreaterThan(0);
    expect(await page.locator('.map').count()).toBe(1);
    await at(`v=0&what=${encodeURIComponent('{"method":{"weight":"no-such"}}')}`);
    await expect.poll(() => page.locator('.problems').innerText()).toContain('no-such');
    await at('what=%7B%22__proto__%22%3A%7B%22x%22%3A1%7D%7D');
    expect(await page.evaluate(() => (Object.prototype as { x?: number }).x)).toBeUndefined();
    await page.goto(`${bench.origin}/?study=${encodeURIComponent(bench.id)}&select=${'a'.repeat(11_000)}`);
    await opened(page);
  });

  it('computes what the command line computes with the same overlay, to the byte', {
    timeout: 60_000,
  }, async () => {
    const overlay = { method: { weight: 'cv' }, without: { indicators: ['X2'] } };
    const file = join(bench.folder, 'what-if.yaml');
    writeFileSync(file, JSON.stringify(overlay));
    const study = await loadStudy(bench.folder, await readOverlays([file]));
    const scores = resultTables(await run(study, { withoutUncertainty: true })).find(
      ({ name }) => name === 'scores',
    )!;
    await at(`page=report&what=${encodeURIComponent(JSON.stringify(overlay))}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'scores.csv' }).click(),
    ]);
    expect(readFileSync((await download.path())!, 'utf8')).toBe([...csvText(scores)].join(''));
  });

  it('tells when the study changes on disk, and reads it again', { timeout: 60_000 }, async () => {
    await at('');
    const file = join(bench.folder, 'study.yaml');
    await page.waitForTimeout(500);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^title:\n( +.*\n)+/m, 'title: Another title\n'));
    await expect
      .poll(() => page.locator('.notice').innerText(), { timeout: 20_000 })
      .toContain('changed on disk');
    await page.getByRole('button', { name: 'Read it again' }).click();
    await expect.poll(() => page.locator('.study-title').innerText()).toBe('Another title');
  });

  it('keeps both texts when two tabs write one study', { timeout: 60_000 }, async () => {
    await at('page=data');
    const field = page.getByLabel('study.yaml');
    const text = await field.inputValue();
    writeFileSync(join(bench.folder, 'study.yaml'), text.replace('Another title', 'Theirs'));
    await field.fill(text.replace('Another title', 'Mine'));
    await page.waitForTimeout(1000);
    await page.getByRole('button', { name: 'Write', exact: true }).click();
    await expect
      .poll(() => page.locator('.notice').allInnerTexts())
      .toContainEqual(expect.stringContaining('Nothing was written'));
    expect(readFileSync(join(bench.folder, 'study.yaml'), 'utf8')).toContain('Theirs');
    expect(await field.inputValue()).toContain('Mine');
  });

  it('goes on when the server has ended', { timeout: 60_000 }, async () => {
    await page.evaluate(() => window.localStorage.clear());
    await at('lang=en');
    await bench.server.close();
    await expect
      .poll(() => page.locator('.notice').allInnerTexts(), { timeout: 20_000 })
      .toContainEqual(expect.stringContaining('does not answer'));
    await page.locator('.ranking tbody button').first().click();
    await expect.poll(() => page.locator('.unit h2').innerText()).not.toBe('Unit');
  });
});
