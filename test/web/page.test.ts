import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadStudy, run } from '../../src/index.ts';
import { readOverlays } from '../../src/io/read-overlays.ts';
import { csvText } from '../../src/study/csv-text.ts';
import { resultTables } from '../../src/study/tables.ts';
import { executablePath } from '../support/chromium.ts';
import { opened, type Workbench, workbench } from '../support/workbench.ts';

const AXE = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');
/** Judgements of every node of the study, made up. */
const AHP = parse(
  readFileSync(join(import.meta.dirname, '../../studies/northeast-border/presets/ahp-entropy.yaml'), 'utf8'),
);
const VIEWS: Record<string, string> = {
  explore: 'select=jixi',
  'all periods': 'map=years&view=lines&select=jixi',
  'swipe and scatter': 'map=swipe&view=scatter',
  'change and table': 'map=change&view=table',
  'a figure': 'view=bump&select=jixi',
  'a table as a figure': 'view=indicator-table&node=X3',
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

  /** What is opened on a page before it is looked at. */
  const opening: Record<string, (at: (query: string) => Promise<void>) => Promise<void>> = {
    'the changes of a what-if': async (at) => {
      await at(`what=${encodeURIComponent('{"method":{"weight":"equal"}}')}&view=scatter`);
      await page.locator('.what-if-changes summary').click();
      await page.locator('.facts').waitFor();
      await page.locator('.second .range-select summary').click();
    },
    'a unit with everything open': async (at) => {
      await at('select=baishan');
      await page.locator('.explanation math').first().waitFor();
      await page.locator('.formula summary').click();
      await page.locator('.lift > summary').click();
      await page.locator('.lift li').first().waitFor();
    },
    'a figure with a mark under the cursor and its options open': async (at) => {
      await at('view=obstacles&select=jixi');
      await page.locator('.figure-stage svg').waitFor();
      await page.locator('.figure-scroll').focus();
      await page.keyboard.press('Home');
      await page.locator('.figure-cursor').waitFor();
      await page.locator('.figure-view > details > summary').first().click();
      await page.locator('.figure-view .options').waitFor();
    },
    'the judgements in pairs': async (at) => {
      await at(`page=method&what=${encodeURIComponent(JSON.stringify(AHP))}`);
      await page.locator('.pairs').waitFor();
      // Three children, of which the judgements can contradict each other.
      const ecology = await page.locator('.judgements option', { hasText: /^(Ecology|生态)/ }).innerText();
      await page.locator('.judgements > label select').selectOption({ label: ecology });
      await page.locator('.gauge').waitFor();
    },
    'judgements that are begun': async (at) => {
      await page.evaluate(() => window.localStorage.clear());
      await at('page=method');
      await page.locator('button', { hasText: /^(Compare in pairs|开始两两比较)$/ }).click();
      await page.locator('.pairs').waitFor();
    },
    'a method with its options and what others would change': async (at) => {
      await at('page=method');
      await page.locator('.options input, .options select').first().waitFor();
      for (const one of await page.locator('.method details > summary').all()) await one.click();
      await page.locator('.options select').first().focus();
    },
    'a form of the index editor': async (at) => {
      await at('page=data');
      await page.locator('.node-name').filter({ hasText: 'X3 ·' }).click();
      await page.locator('.node-form').waitFor();
    },
    'an indicator that is added to the index': async (at) => {
      await at('page=data');
      await page.locator('.node-name').nth(1).click();
      await page.locator('button', { hasText: /^(Add indicator|添加指标)$/ }).click();
      await page.locator('.add-indicator').waitFor();
    },
    'the drawer of a unit': async (at) => {
      await page.setViewportSize({ width: 900, height: 900 });
      await at('select=jixi');
      await page.locator('.explanation').waitFor();
    },
    'the index in its sheet': async (at) => {
      await page.setViewportSize({ width: 360, height: 900 });
      await at('select=jixi');
      await page.locator('.tree-opener').click();
      await page.locator('.tree .panel-head button').first().click();
    },
    'the help': async (at) => {
      await at('');
      await page.locator('button', { hasText: /^(Help|帮助)$/ }).click();
      await page.locator('.keys').waitFor();
    },
    'the tour': async (at) => {
      await at('');
      await page.locator('button', { hasText: /^(Help|帮助)$/ }).click();
      await page.locator('button', { hasText: /^(Take the tour|开始导览)$/ }).click();
      await page.locator('.tour').waitFor();
    },
    'an import': async (at) => {
      await at('page=data');
      const buffer = Buffer.from('city,year,GDP,people\nOne,2010,1,5\nTwo,2010,2,6\n');
      await page.setInputFiles('input[type=file]', { name: 'cities.csv', mimeType: 'text/csv', buffer });
      await page.locator('.sheet summary').click();
      await page.locator('.import-preview summary').last().click();
    },
  };
  const seen = { light: 'en', dark: 'zh', forced: 'en' } as const;
  it.each(
    Object.entries(opening).flatMap(([name, open]) =>
      (['light', 'dark', 'forced'] as const).map((theme) => [name, theme, open] as const),
    ),
  )('%s has no fault that axe finds, %s', { timeout: 60_000 }, async (_, theme, open) => {
    const isForced = theme === 'forced';
    if (isForced) await page.emulateMedia({ forcedColors: 'active' });
    try {
      await open((query) => at(`${query}&theme=${isForced ? 'light' : theme}&lang=${seen[theme]}`));
      expect(await violations(page)).toEqual([]);
    } finally {
      await page.emulateMedia({ forcedColors: 'none' });
      await page.setViewportSize({ width: 1440, height: 1000 });
    }
  });

  it.each(Object.entries(VIEWS))(
    '%s has no fault in forced colours',
    { timeout: 60_000 },
    async (_, query) => {
      await page.emulateMedia({ forcedColors: 'active' });
      try {
        await at(query);
        await page.waitForTimeout(300);
        expect(await violations(page)).toEqual([]);
      } finally {
        await page.emulateMedia({ forcedColors: 'none' });
      }
    },
  );

  it('reads map, ranking, unit and second view in this order on a narrow page, as they stand', {
    timeout: 60_000,
  }, async () => {
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await at('select=jixi&lang=en');
      await page.locator('.second').waitFor();
      const placed = await page.evaluate(() =>
        [...document.querySelectorAll('.desk > section')]
          .filter((one) => one.getBoundingClientRect().height > 0)
          .map((one) => ({ name: one.classList[1]!, top: one.getBoundingClientRect().top })),
      );
      expect(placed.map(({ name }) => name)).toEqual(['map', 'ranking', 'unit', 'second']);
      expect(placed.map(({ top }) => top)).toEqual(placed.map(({ top }) => top).sort((a, b) => a - b));
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('meets a point of the scatter by a press beside it', { timeout: 60_000 }, async () => {
    await at('view=scatter&lang=en');
    const dot = page.locator('.second .dot').first();
    await dot.scrollIntoViewIfNeeded();
    const points = await page.locator('.second .dot').evaluateAll((all) =>
      all.map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x + width / 2, y + height / 2] as const;
      }),
    );
    const away = (a: readonly number[], b: readonly number[]) => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);
    // One that stands alone, so that no other is nearer to the place beside it.
    const alone = points.findIndex((one) => points.every((other) => one === other || away(one, other) > 40));
    expect(alone).toBeGreaterThanOrEqual(0);
    const [x, y] = points[alone]!;
    await page.mouse.click(x - 8, y + 8);
    await expect.poll(() => page.locator('.second .dot.is-selected').count()).toBe(1);
    await expect
      .poll(() => page.locator('.second .dot').nth(alone).getAttribute('class'))
      .toContain('is-selected');
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
