import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { executablePath } from '../support/chromium.ts';
import { type Device, keyboard, mouse } from '../support/device.ts';
import { opened, type Workbench, workbench } from '../support/workbench.ts';

interface Scene {
  page: Page;
  device: Device;
  /** English or Chinese words of the page. */
  say(en: string, zh: string): string;
  button(en: string, zh: string): Locator;
  /** Goes to a place of the workbench. */
  at(query?: string): Promise<void>;
  bench: Workbench;
}
type Story = [name: string, tell: (scene: Scene) => Promise<void>, query?: string];

const query = (page: Page) => new URL(page.url()).searchParams;
const text = (page: Page, selector: string) => page.locator(selector).first().innerText();
const unit = (page: Page) => page.locator('.unit h2');
const row = (page: Page, name: string) => page.locator('.ranking').getByRole('button', { name, exact: true });
const poll = (read: () => unknown) => expect.poll(read, { timeout: 30_000 });

/** Judgements of every node of the study, made up. */
const AHP = parse(
  readFileSync(join(import.meta.dirname, '../../studies/northeast-border/presets/ahp-entropy.yaml'), 'utf8'),
);
const TABLE = {
  name: 'cities 2019.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    '城市,年份,GDP（亿元）,人口（万人）\n长春市,2015,5530,779\n长春市,2019,5904,754\n四平市,2015,1233,327\n四平市,2019,796,319\n白山市,2015,668,125\n白山市,2019,510,117\n',
  ),
};

/** Lets a file fall on the page. */
const drop = (page: Page, name: string, content: string) =>
  page.evaluate(
    ([name, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content!], name!, { type: 'text/csv' }));
      for (const kind of ['dragover', 'drop'])
        document
          .querySelector('.drop')!
          .dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, content],
  );

/** Drags over an element, from and to in shares of its width and height. */
async function drag(page: Page, selector: string, from: [number, number], to: [number, number]) {
  const target = page.locator(selector).first();
  await target.scrollIntoViewIfNeeded();
  const box = (await target.boundingBox())!;
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 24 });
  await page.mouse.up();
}

const stories: Story[] = [
  [
    'sees the title, the method in one sentence and the map',
    async ({ page, say }) => {
      expect(await text(page, '.study-title')).toContain(say('border cities', '边境城市'));
      expect(await text(page, '.status-line')).toContain(say('13 units', '13 个单元'));
      await poll(() => page.locator('.map .shape-unit[fill^="#"]').count()).toBeGreaterThan(12);
    },
  ],
  [
    'chooses a dimension, and everything shows it',
    async ({ page, device, say, button }) => {
      await device.press(
        button('Economy', '经济')
          .or(page.locator('.tree').getByRole('button', { name: say('Economy', '经济') }))
          .first(),
      );
      await poll(() => text(page, '.map h2')).toBe(say('Economy', '经济'));
      expect(query(page).get('node')).not.toBeNull();
    },
  ],
  [
    'chooses an indicator and sees raw values with their unit',
    async ({ page, device, say }) => {
      await device.press(
        page.locator('.tree').getByRole('button', { name: say('GDP per capita', '人均地区生产总值') }),
      );
      await poll(() => text(page, '.map h2')).toContain('(');
    },
  ],
  [
    'switches an indicator to normalised values',
    async ({ page, device, say }) => {
      await device.press(page.getByLabel(say('normalised', '标准化值')));
      await poll(() => query(page).get('normalised')).toBe('1');
      await poll(() => text(page, '.map h2')).not.toContain('(');
    },
    'node=X1',
  ],
  [
    'steps to the period before',
    async ({ page, device, button }) => {
      await device.press(button('Earlier', '上一期'));
      await poll(() => text(page, '.periods output')).toBe('2015');
    },
  ],
  [
    'moves the slider to the first period',
    async ({ page, device, say }) => {
      await device.slide(page.getByLabel(say('Period', '时期'), { exact: true }), 0);
      await poll(() => query(page).get('period')).toBe('2010');
      await poll(() => text(page, '.ranking h2')).toContain('2010');
    },
  ],
  [
    'plays through the periods and pauses',
    async ({ page, device, button }) => {
      await device.press(button('Play', '播放'));
      await poll(() => query(page).get('period')).toBe('2010');
      await device.press(button('Pause', '暂停'));
    },
  ],
  [
    'sees all periods beside each other with one legend',
    async ({ page, device, button }) => {
      await device.press(button('All periods', '各期'));
      await poll(() => page.locator('.small-maps figure').count()).toBe(3);
      expect(await page.locator('.legend').count()).toBe(1);
    },
  ],
  [
    'swipes between two periods',
    async ({ page, device, button, say }) => {
      await device.press(button('Swipe', '卷帘'));
      await device.slide(page.getByLabel(say('Where the two periods meet', '两期分界位置')), 0.2);
      await poll(() => page.locator('#web-swipe rect').getAttribute('x').then(Number)).toBeLessThan(300);
    },
  ],
  [
    'sees the change between two periods',
    async ({ page, device, button, say }) => {
      await device.press(button('Change', '变化'));
      await poll(() => text(page, '.legend-text')).toContain('2010');
      await device.choose(page.getByLabel(say('Compared with', '对比时期')), '2015');
      await poll(() => text(page, '.legend-text')).toContain('2015');
    },
  ],
  [
    'selects a unit in the ranking',
    async ({ page, device, say }) => {
      await device.press(row(page, say('Jixi', '鸡西市')));
      await poll(() => unit(page).innerText()).toBe(say('Jixi', '鸡西市'));
      expect(query(page).get('select')).toBe('jixi');
    },
  ],
  [
    'selects nothing with Escape',
    async ({ page, say }) => {
      await page.keyboard.press('Escape');
      await poll(() => unit(page).innerText()).toBe(say('Unit', '单元'));
    },
    'select=jixi',
  ],
  [
    'closes the unit panel',
    async ({ page, device, say }) => {
      await device.press(page.locator('.unit').getByRole('button', { name: say('Close', '关闭') }));
      await poll(() => query(page).get('select')).toBe(null);
    },
    'select=jixi',
  ],
  [
    'selects a unit on the map',
    async ({ page, device, say }) => {
      if (device.id === 'mouse') await page.locator('.map-stage .shape-unit').nth(4).click();
      else {
        const stage = page.locator('.map-stage');
        for (let i = 0; i < 120 && !(await stage.evaluate((one) => one === document.activeElement)); i++)
          await page.keyboard.press('Tab');
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      }
      await poll(() => unit(page).innerText()).not.toBe(say('Unit', '单元'));
    },
  ],
  [
    'hears of the unit under the cursor',
    async ({ page, device }) => {
      if (device.id === 'mouse') await page.locator('.map-stage .shape-unit').nth(2).hover();
      else {
        const stage = page.locator('.map-stage');
        for (let i = 0; i < 120 && !(await stage.evaluate((one) => one === document.activeElement)); i++)
          await page.keyboard.press('Tab');
        await page.keyboard.press('Home');
      }
      await poll(() => text(page, '.tip')).toMatch(/\d/);
    },
  ],
  [
    'finds a unit by the letters of its name on the map',
    async ({ page, say }) => {
      await page.locator('.map-stage').focus();
      await page.keyboard.type('dand');
      await poll(() => text(page, '.tip')).toContain(say('Dandong', '丹东市'));
    },
  ],
  [
    'selects the units of a class by its legend',
    async ({ page, device }) => {
      await device.press(page.locator('.legend button').first());
      await poll(() => (query(page).get('select') ?? '').split('~').length).toBe(4);
    },
  ],
  [
    'selects the units of a bar of the histogram',
    async ({ page, device }) => {
      await device.press(page.locator('.bars button:not([aria-disabled=true])').first());
      await poll(() => query(page).get('select')).toBeTruthy();
    },
  ],
  [
    'finds a unit in the ranking',
    async ({ page, device, say }) => {
      await device.type(page.getByLabel(say('Find a unit', '查找单元')), say('Heihe', '黑河'));
      await poll(() => page.locator('.ranking tbody tr').count()).toBe(1);
    },
  ],
  [
    'finds a unit by its name, by pinyin and by initials, in the ranking and on the map',
    async ({ page, device, say }) => {
      const field = page.getByLabel(say('Find a unit', '查找单元'));
      for (const typed of ['鸡西', 'jixishi', 'jxs']) {
        await device.type(field, typed);
        await poll(() => page.locator('.ranking tbody tr').count()).toBe(1);
        expect(await text(page, '.ranking tbody tr')).toContain(say('Jixi', '鸡西市'));
      }
      await page.locator('.map-stage').focus();
      await page.keyboard.type('mdj');
      await poll(() => text(page, '.tip')).toContain(say('Mudanjiang', '牡丹江市'));
    },
  ],
  [
    'is told when no unit has the name',
    async ({ page, device, say }) => {
      await device.type(page.getByLabel(say('Find a unit', '查找单元')), 'zzz');
      await poll(() => page.locator('.ranking .empty').count()).toBe(1);
    },
  ],
  [
    'sees lines over time with the selected unit named',
    async ({ page, device, say }) => {
      await device.choose(page.locator('.second select').first(), say('Over time', '时间变化'));
      await poll(() => page.locator('.line-label').first().textContent()).toContain(say('Jixi', '鸡西'));
    },
    'select=jixi',
  ],
  [
    'plots any two against each other',
    async ({ page, device, say }) => {
      await device.choose(page.locator('.second select').first(), say('Scatter', '散点'));
      await device.choose(page.getByLabel(say('Across', '横轴')), say('Economy', '经济'));
      await poll(() => page.locator('.second svg').getAttribute('aria-label')).toContain(
        say('Economy', '经济'),
      );
    },
  ],
  [
    'sorts the table of everything',
    async ({ page, device, say }) => {
      await device.choose(page.locator('.second select').first(), say('Table of everything', '全部数据表'));
      const head = page.locator('.big-table thead th').nth(2);
      await device.press(head.getByRole('button'));
      await poll(() => head.getAttribute('aria-sort')).toBe('descending');
    },
  ],
  [
    'filters the table and exports it',
    async ({ page, device, say, button }) => {
      await device.type(page.getByLabel(say('Filter by name', '按名称筛选')), say('Jixi', '鸡西'));
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        device.press(button('Export CSV', '导出 CSV')),
      ]);
      const lines = readFileSync((await file.path())!, 'utf8')
        .trim()
        .split('\n');
      expect(lines).toHaveLength(2);
    },
    'view=table',
  ],
  [
    'sees a figure of the report with its description',
    async ({ page, device, say }) => {
      await poll(() => page.locator('.second option').count()).toBeGreaterThan(8);
      await device.choose(
        page.locator('.second select').first(),
        say('Transitions between grades', '等级转移'),
      );
      await poll(() => text(page, '.figure-alt')).toMatch(/.{20,}/);
      await poll(() => page.locator('.figure-stage svg text').count()).toBeGreaterThan(5);
    },
  ],
  [
    'turns the trend in three dimensions',
    async ({ page, device, say }) => {
      const drawn = () => page.locator('.figure-stage svg').first().innerHTML();
      await page.waitForSelector('.figure-stage svg');
      const before = await drawn();
      await device.slide(page.getByLabel(say('Turn', '旋转')), 0.25);
      await poll(drawn).not.toBe(before);
    },
    'view=trend-3d',
  ],
  [
    'selects what a mark of a figure stands for: a unit and an indicator',
    async ({ page, device }) => {
      const cell = page.locator('.figure-stage g[data-unit] g[data-node]').last();
      const row = page.locator('.figure-stage g[data-unit]').last();
      await cell.waitFor();
      const [unit, node] = [await row.getAttribute('data-unit'), await cell.getAttribute('data-node')];
      if (device.id === 'mouse') await cell.click();
      else {
        await device.press(page.locator('.figure-scroll'));
        await page.keyboard.press('End');
        await poll(() => page.locator('.figure-cursor').count()).toBe(1);
        await page.keyboard.press('ArrowLeft');
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Enter');
      }
      await poll(() => query(page).get('select')).toBe(unit);
      await poll(() => query(page).get('node')).toBe(node);
      await poll(() => page.locator(`.figure-stage [data-node="${node}"].is-chosen`).count()).toBe(2);
      expect((await text(page, '.figure-view .tip')).length).toBeGreaterThan(5);
    },
    'view=obstacles',
  ],
  [
    'selects a period and a unit in the figure of ranks over time',
    async ({ page, device }) => {
      const marks = page.locator('.figure-stage [data-period]');
      await marks.first().waitFor();
      if (device.id === 'mouse') {
        await marks.first().click();
        await page.locator('.figure-stage g[data-unit="jixi"] text').first().click();
      } else {
        await device.press(page.locator('.figure-scroll'));
        await page.keyboard.press('Home');
        await page.keyboard.press('Enter');
        await poll(() => query(page).get('period')).toBe('2010');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      }
      await poll(() => query(page).get('period')).toBe('2010');
      await poll(() => query(page).get('select')).not.toBe(null);
      const chosen = query(page).get('select');
      await poll(() => page.locator(`.figure-stage g[data-unit="${chosen}"].is-chosen`).count()).toBe(3);
    },
    'view=bump',
  ],
  [
    'exports the map as the figure of the publication',
    async ({ page, device, say }) => {
      await device.press(page.locator('.map .export summary'));
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        device.press(page.locator('.map .export button').first()),
      ]);
      expect(readFileSync((await file.path())!, 'utf8')).toContain(
        say('Comprehensive resilience', '综合韧性'),
      );
    },
  ],
  [
    'exports a figure as a picture',
    async ({ page, device }) => {
      await page.waitForSelector('.figure-stage svg');
      await device.press(page.locator('.figure-view .export summary'));
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        device.press(page.locator('.figure-view .export button').nth(1)),
      ]);
      expect(
        readFileSync((await file.path())!)
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    },
    'view=transitions',
  ],
  [
    'sets a weight and sees what it changes',
    async ({ page, device, button, say }) => {
      await device.press(button('Set weights', '调整权重'));
      await device.slide(page.locator('.tree-edit input[type=range]').first(), 0.3);
      await poll(() => text(page, '.what-if')).toContain(say('What if', '假设情景'));
      const weights = await page
        .locator('.tree-edit input[type=range]')
        .evaluateAll((all) => all.map((one) => Number((one as HTMLInputElement).value)));
      expect(weights[0]).toBeCloseTo(0.3, 1);
    },
  ],
  [
    'locks a weight',
    async ({ page, device, button }) => {
      await device.press(button('Set weights', '调整权重'));
      await device.press(page.locator('.tree-edit input[type=checkbox]').nth(1));
      await poll(() => page.locator('.tree-edit input[type=range]').nth(1).isDisabled()).toBe(true);
    },
  ],
  [
    'goes back to the weights of the method',
    async ({ page, device, button }) => {
      await device.press(button('Weights of the method', '恢复方法权重'));
      await poll(() => query(page).get('what')).toBe(null);
    },
    `what=${encodeURIComponent('{"method":{"weight":"equal"}}')}`,
  ],
  [
    'resets a what-if, undoes and redoes it',
    async ({ page, device, button }) => {
      await device.press(button('Reset', '还原'));
      await poll(() => query(page).get('what')).toBe(null);
      await page.keyboard.press('Control+z');
      await poll(() => query(page).get('what')).toContain('equal');
      await page.keyboard.press('Control+Shift+Z');
      await poll(() => query(page).get('what')).toBe(null);
    },
    `what=${encodeURIComponent('{"method":{"weight":"equal"}}')}`,
  ],
  [
    'keeps the focus on a unit of the ranking while a what-if sorts it anew',
    async ({ page, device, button, say }) => {
      const rank = () =>
        row(page, say('Baishan', '白山市')).locator('xpath=ancestor::tr').getAttribute('aria-rowindex');
      const before = await rank();
      await device.press(button('Reset', '还原'));
      await poll(rank).not.toBe(before);
      await device.press(row(page, say('Baishan', '白山市')));
      await page.keyboard.press('Control+z');
      await poll(rank).toBe(before);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(say('Baishan', '白山市'));
    },
    `what=${encodeURIComponent('{"method":{"weight":"equal"}}')}`,
  ],
  [
    'saves a what-if as a scenario and deletes it',
    async ({ page, device, button, say, bench }) => {
      await device.type(page.getByLabel(say('Name of the scenario', '情景名称')), 'even');
      await device.press(button('Save as scenario', '存为情景'));
      await poll(() => page.locator('.bar-end option').allInnerTexts()).toContain('even');
      expect(readFileSync(join(bench.folder, 'scenarios/even.yaml'), 'utf8')).toContain('weight: equal');
      await device.press(button('Delete', '删除'));
      await poll(() => page.locator('.bar-end option').allInnerTexts()).not.toContain('even');
    },
    `what=${encodeURIComponent('{"method":{"weight":"equal"}}')}`,
  ],
  [
    'chooses another method',
    async ({ page, device, say }) => {
      const choice = page.locator('.method select').first();
      await poll(() => choice.locator('option').count()).toBeGreaterThan(3);
      await device.choose(choice, say('CRITIC', 'CRITIC 法'));
      await poll(() => query(page).get('what')).toContain('critic');
    },
    'page=method',
  ],
  [
    'sets an option of a method',
    async ({ page, device }) => {
      const option = page.getByLabel('shift', { exact: true });
      await option.waitFor();
      await device.choose(option, 'column');
      await poll(() => query(page).get('what')).toContain('column');
    },
    'page=method',
  ],
  [
    'compares the alternatives of a step',
    async ({ page, device, button }) => {
      await page.getByLabel('shift', { exact: true }).waitFor();
      await device.press(button('Compare the alternatives', '比较各方法'));
      await poll(() => page.locator('.method tbody tr').count()).toBeGreaterThan(4);
    },
    'page=method',
  ],
  [
    'reads the formula of a step, and copies its TeX',
    async ({ page, device, button }) => {
      await poll(() => page.locator('.method math mfrac').count()).toBeGreaterThan(0);
      await device.press(page.locator('.formula summary'));
      await device.press(button('Copy the TeX of the formula', '复制公式的 TeX'));
      await poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('\\frac');
    },
    'page=method',
  ],
  [
    'looks at another step of the chain',
    async ({ page, device, say }) => {
      await device.press(page.locator('.chain button').first());
      await poll(() => text(page, '.method .panel h2')).toBe(say('Fill gaps', '缺失处理'));
    },
    'page=method',
  ],
  [
    'sees the state of every cell of an indicator, and goes to its map',
    async ({ page, device, button, say }) => {
      const choice = page.locator('.data-page select').first();
      await device.choose(choice, await choice.locator('option').nth(3).innerText());
      await device.press(button('Show on the map', '在地图上显示'));
      await poll(() => query(page).get('node')).toBe('X4');
      expect(await text(page, '.ranking h2')).toContain(say('Ranking', '排名'));
    },
    'page=data',
  ],
  [
    'reads what was done to the data',
    async ({ page, say }) => {
      await poll(() => page.locator('.data-page .note').count()).toBeGreaterThan(2);
      expect(await text(page, '.data-page')).toContain(say('were filled by', '补齐'));
    },
    'page=data',
  ],
  [
    'is told at once of a fault in the study file, and discards it',
    async ({ page, device, button }) => {
      const field = page.getByLabel('study.yaml');
      await device.type(field, 'version: 7');
      await poll(() => page.locator('.editor .note').count()).toBeGreaterThan(0);
      await device.press(button('Discard', '放弃'));
      await poll(() => field.inputValue()).toContain('version: 1');
    },
    'page=data',
  ],
  [
    'opens a term of a score down to its source cell',
    async ({ page, device }) => {
      const term = page.locator('.explanation > details > summary').first();
      await device.press(term);
      await poll(() => page.locator('.explanation details[open] dl').innerText()).toMatch(/panel.*\.csv/);
    },
    'select=jixi',
  ],
  [
    'copies a sentence that can be cited',
    async ({ page, device, button, say }) => {
      await device.press(button('Copy as a sentence', '复制为句子'));
      await poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(say('Jixi', '鸡西市'));
    },
    'select=jixi',
  ],
  [
    'sees what holds a unit back',
    async ({ page }) => {
      await poll(() => page.locator('.obstacles li').count()).toBe(5);
    },
    'select=jixi',
  ],
  [
    'goes to the unit that is most alike',
    async ({ page, device }) => {
      const first = await unit(page).innerText();
      await device.press(page.locator('.unit h3 + p.inline button').first());
      await poll(() => unit(page).innerText()).not.toBe(first);
    },
    'select=jixi',
  ],
  [
    'asks what another value would do',
    async ({ page, device, say, button }) => {
      await device.press(page.locator('.value-edit summary'));
      await device.type(page.getByLabel(say('Value (empty = missing)', '数值（留空表示缺失）')), '90000');
      await device.press(button('Try it', '试算'));
      await poll(() => query(page).get('what')).toContain('90000');
      await poll(() => text(page, '.what-if')).toMatch(/\d/);
      expect(await page.locator('.problems').count()).toBe(0);
    },
    'select=jixi',
  ],
  [
    'leaves out an indicator',
    async ({ page, device, button }) => {
      await device.press(button('Set weights', '调整权重'));
      await device.press(page.locator('.tree-edit button').first());
      await poll(() => text(page, '.status-line')).toContain('21');
    },
  ],
  [
    'reads and copies the methods text',
    async ({ page, device, button, say }) => {
      await poll(() => page.locator('.prose').count()).toBe(1);
      await device.press(button('Copy', '复制'));
      await poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(say('entropy', '熵'));
    },
    'page=report',
  ],
  [
    'takes the whole report and a table away',
    async ({ page, device, button }) => {
      const [report] = await Promise.all([
        page.waitForEvent('download'),
        device.press(button('Report with every figure (HTML)', '含全部图的报告（HTML）')),
      ]);
      expect(readFileSync((await report.path())!, 'utf8')).toMatch(/^<!doctype html>/);
      const [table] = await Promise.all([
        page.waitForEvent('download'),
        device.press(page.getByRole('button', { name: 'scores.csv' })),
      ]);
      expect(readFileSync((await table.path())!, 'utf8')).toMatch(/^unit,period,node,score/);
    },
    'page=report',
  ],
  [
    'changes the theme',
    async ({ page, device, say }) => {
      await device.choose(page.getByLabel(say('Theme', '主题')), say('Dark', '深色'));
      await poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
        'rgb(20, 24, 28)',
      );
    },
  ],
  [
    'changes the language, which the address then holds',
    async ({ page, device, say }) => {
      await device.press(page.getByRole('button', { name: say('中文', 'English'), exact: true }));
      await poll(() => query(page).get('lang')).toBe(say('zh', 'en'));
      await poll(() => text(page, '.ranking h2')).toContain(say('排名', 'Ranking'));
    },
  ],
  [
    'goes to the list of studies and opens another',
    async ({ page, device, bench }) => {
      await device.press(page.locator('.brand'));
      await device.press(page.locator('.cards button').last());
      await poll(() => query(page).get('study')).not.toBe(bench.id);
      await opened(page);
    },
  ],
  [
    'imports a table into a new study, answering what it does not tell',
    async ({ page, device, say, button }) => {
      const own = `imported-${say('en', 'zh')}-${device.id}`;
      await device.press(page.locator('.brand'));
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        device.press(button('Choose files', '选择文件')),
      ]);
      await chooser.setFiles(TABLE);
      await device.press(page.locator('.sheet summary'));
      expect(await text(page, '.sheet tbody tr')).toContain('5530');
      await device.press(page.getByLabel(say('none: more of each is better', '均越大越好')));
      await device.type(page.getByLabel(say('Name of the new folder', '新文件夹名称')), own);
      const write = button('Import and open', '导入并打开');
      await poll(() => write.isEnabled()).toBe(true);
      await device.press(write);
      await poll(() => text(page, '.notice')).toContain('import/recipe.yaml');
      expect(await text(page, '.status-line')).toContain(say('3 units', '3 个单元'));
    },
  ],
  [
    'drops a table on the data page, sees what it would be, and takes it away',
    async ({ page, device, say, button }) => {
      await page.locator('.drop').first().waitFor();
      if (device.id === 'mouse') await drop(page, TABLE.name, TABLE.buffer.toString());
      else {
        const [chooser] = await Promise.all([
          page.waitForEvent('filechooser'),
          device.press(button('Choose files', '选择文件')),
        ]);
        await chooser.setFiles(TABLE);
      }
      await poll(() => text(page, '.import-preview')).toContain('2015–2019');
      await device.press(page.getByRole('button', { name: say('Remove', '移除') }));
      await poll(() => page.locator('.import-preview').count()).toBe(0);
    },
    'page=data',
  ],
  [
    'selects units by a rectangle or by ranges on the scatter, and on the histogram',
    async ({ page, device, say }) => {
      const count = () => (query(page).get('select') ?? '').split('~').filter(Boolean).length;
      if (device.id === 'mouse') {
        await drag(page, '.plot', [0.12, 0.03], [0.97, 0.85]);
        await poll(count).toBeGreaterThan(1);
        await device.choose(page.locator('.second select').first(), say('Distribution', '分布'));
        await drag(page, '.bars', [0.02, 0.5], [0.98, 0.5]);
      } else {
        await device.press(page.locator('.second .range-select summary'));
        await device.slide(page.locator('.range-select input').nth(2), 0.3);
        await poll(count).toBeGreaterThan(1);
        await device.choose(page.locator('.second select').first(), say('Distribution', '分布'));
        await device.press(page.locator('.second .range-select summary'));
        await device.slide(page.locator('.range-select input').nth(1), 1);
        await device.slide(page.locator('.range-select input').nth(0), 0.01);
      }
      await poll(count).toBeGreaterThan(10);
    },
    'view=scatter',
  ],
  [
    'sees which conclusions a what-if changes, against the study and against a scenario',
    async ({ page, device, say, bench }) => {
      mkdirSync(join(bench.folder, 'scenarios'), { recursive: true });
      writeFileSync(join(bench.folder, 'scenarios/other.yaml'), '# title: other\nmethod: { weight: cv }\n');
      await page.reload();
      await opened(page);
      await device.press(page.locator('.what-if-changes summary'));
      await poll(() => text(page, '.facts dd')).toMatch(/0\.\d+/);
      const before = await text(page, '.facts dd');
      expect(await page.locator('.changes .plot .dot').count()).toBe(13);
      await device.press(page.locator('.facts button').last());
      await poll(() => query(page).get('select')).toBeTruthy();
      await device.choose(
        page.locator('.what-if-changes select').first(),
        say('scenario other', '情景 other'),
      );
      await poll(() => text(page, '.facts dd')).not.toBe(before);
    },
    `what=${encodeURIComponent('{"method":{"weight":"equal"}}')}`,
  ],
  [
    'asks for help with the keys, and takes the tour again',
    async ({ page, device, button }) => {
      expect(await page.locator('.tour').count()).toBe(0);
      await device.press(button('Help', '帮助'));
      await poll(() => page.locator('.keys dt').count()).toBe(8);
      await device.press(button('Take the tour', '开始导览'));
      await poll(() => text(page, '.tour')).toContain('1 / 6');
      expect(await page.locator('.tree.tour-target').count()).toBe(1);
      await device.press(button('Next', '下一步'));
      await poll(() => text(page, '.tour')).toContain('2 / 6');
      await device.press(button('Skip the tour', '跳过导览'));
      await poll(() => page.locator('.tour, .tour-target').count()).toBe(0);
    },
  ],
  [
    'sets a score for a unit and sees what would reach it',
    async ({ page, device, say, button }) => {
      await device.press(page.locator('.lift > summary'));
      await device.type(
        page.getByLabel(say('To the score (empty = one grade)', '目标得分（留空为提升一级）')),
        '0.45',
      );
      await device.press(button('Show', '显示'));
      await poll(() => text(page, '.lift')).toContain('0.4500');
      await poll(() => page.locator('.lift li').count()).toBeGreaterThan(1);
    },
    'select=yichun',
  ],
  [
    'reaches the index in a sheet and the unit in a drawer on a narrower page',
    async ({ page, device, say, button }) => {
      try {
        await page.setViewportSize({ width: 800, height: 900 });
        await device.press(page.locator('.tree-opener'));
        await device.press(page.locator('.tree').getByRole('button', { name: say('Economy', '经济') }));
        await poll(() => text(page, '.map h2')).toBe(say('Economy', '经济'));
        await poll(() => page.locator('.tree').isVisible()).toBe(false);
        await device.press(row(page, say('Jixi', '鸡西市')));
        await poll(() => unit(page).innerText()).toBe(say('Jixi', '鸡西市'));
        await device.press(page.locator('.unit').getByRole('button', { name: say('Close', '关闭') }));
        await poll(() => page.locator('.unit').isVisible()).toBe(false);
        await page.setViewportSize({ width: 360, height: 800 });
        await device.press(page.locator('.tree-opener'));
        await device.press(button('Close the index', '关闭指标体系'));
        await poll(() => page.locator('.tree').isVisible()).toBe(false);
      } finally {
        await page.setViewportSize({ width: 1440, height: 1000 });
      }
    },
  ],
  [
    'prints a figure alone, for a PDF',
    async ({ page, device }) => {
      await page.evaluate(() => {
        window.print = () => {
          const image = document.querySelector<HTMLImageElement>('.print-figure img')!;
          document.body.dataset.printed = `${document.title} ${image.naturalWidth > 100} ${image.alt.length > 20}`;
        };
      });
      await device.press(page.locator('.map .export summary'));
      await device.press(page.locator('.map .export button').nth(2));
      await poll(() => page.evaluate(() => document.body.dataset.printed)).toBe('map true true');
      await poll(() => page.locator('.print-figure').count()).toBe(0);
    },
  ],
  [
    'prints every unit of the ranking, light on paper',
    async ({ page, say }) => {
      const printed = page.locator('.printed-ranking');
      await poll(() => page.locator('.ranking tbody tr').count()).toBe(13);
      try {
        await page.emulateMedia({ media: 'print' });
        await poll(() => printed.locator('tbody tr').count()).toBe(13);
        expect(await printed.innerText()).toContain(say('Change since 2010', '较 2010 年变化'));
        expect(await page.locator('.ranking').isVisible()).toBe(false);
        const ground = () => getComputedStyle(document.body).backgroundColor;
        expect(await page.evaluate(ground)).toBe('rgb(251, 250, 247)');
      } finally {
        await page.emulateMedia({ media: 'screen' });
      }
      await poll(() => printed.count()).toBe(0);
    },
    'theme=dark',
  ],
  [
    'goes back with the button of the browser',
    async ({ page, device, button }) => {
      await device.press(button('Method', '方法'));
      await poll(() => query(page).get('page')).toBe('method');
      await page.goBack();
      await poll(() => page.locator('.map').count()).toBe(1);
    },
  ],
  [
    'moves an indicator within the index of the study, and takes that back',
    async ({ page, device, button }) => {
      const names = page.locator('.node-name');
      const order = async () =>
        (await names.allInnerTexts()).map((one) => /X\d+/.exec(one)?.[0]).filter(Boolean);
      const node = (id: string) => names.filter({ hasText: new RegExp(`${id} ·`) });
      if (device.id === 'mouse') await node('X2').dragTo(node('X1'), { targetPosition: { x: 60, y: 2 } });
      else {
        await device.press(node('X2'));
        await page.keyboard.press('Alt+ArrowUp');
      }
      await poll(async () => (await order()).slice(0, 2)).toEqual(['X2', 'X1']);
      await poll(() => page.getByLabel('study.yaml').inputValue()).toMatch(/id: X2,[\s\S]*id: X1,/);
      await device.press(button('Undo', '撤销'));
      await poll(async () => (await order()).slice(0, 2)).toEqual(['X1', 'X2']);
    },
    'page=data',
  ],
  [
    'adds a dimension to the index of the study and is told at its place what it lacks',
    async ({ page, device, button, say }) => {
      await device.press(page.locator('.node-name').nth(1));
      await device.press(button('Add dimension', '添加维度'));
      await poll(() => page.locator('li[data-path$="children.4"] .node-problems li').count()).toBe(1);
      await device.press(button('Add indicator', '添加指标'));
      expect(await page.locator('.add-indicator option').allInnerTexts()).toContain(
        say('none: a formula', '无：用公式计算'),
      );
      await device.press(button('Discard', '放弃'));
      await poll(() => page.locator('.node-problems').count()).toBe(0);
    },
    'page=data',
  ],
  [
    'removes an indicator from the index of the study and adds it again from its column',
    async ({ page, device, button, say }) => {
      await device.press(page.locator('.node-name').filter({ hasText: 'X3 ·' }));
      await device.press(page.locator('.node-form').getByRole('button', { name: say('Remove', '删除') }));
      await poll(() => page.locator('.node-name').filter({ hasText: 'X3 ·' }).count()).toBe(0);
      await device.press(button('Add indicator', '添加指标'));
      await poll(() => page.locator('.add-indicator select').first().locator('option').count()).toBe(2);
      await device.choose(
        page.locator('.add-indicator').getByLabel(say('Direction', '方向')),
        say('more is better', '越大越好'),
      );
      await device.press(button('Add', '添加'));
      await poll(() => page.locator('.node-name').filter({ hasText: 'X3 ·' }).count()).toBe(1);
      await poll(() => button('Write', '写入').isEnabled()).toBe(true);
      await device.press(button('Discard', '放弃'));
    },
    'page=data',
  ],
  [
    'writes the index of the study with its comments kept, and restores the text before',
    async ({ page, device, button, say, bench }) => {
      const file = () => readFileSync(join(bench.folder, 'study.yaml'), 'utf8');
      const before = file();
      await device.press(page.locator('.node-name').filter({ hasText: 'X9 ·' }));
      await device.type(page.locator('.node-form').getByLabel(say('Title in English', '英文名称')), 'SO2');
      await device.press(button('Write', '写入'));
      await poll(() => file() === before.replace('en: Sulphur dioxide per area', 'en: SO2')).toBe(true);
      await poll(() => page.locator('.notice').count()).toBe(1);
      await device.press(button('Earlier versions', '历史版本'));
      await device.press(page.locator('.versions button').first());
      await device.press(button('Write', '写入'));
      await poll(() => file() === before).toBe(true);
    },
    'page=data',
  ],
  [
    'finds unwritten work on the index of the study again after coming back',
    async ({ page, device, button, say, at }) => {
      await device.press(page.locator('.node-name').filter({ hasText: 'X9 ·' }));
      await device.type(page.locator('.node-form').getByLabel(say('Title in English', '中文名称')), 'SO2');
      await poll(() => text(page, '.editor .panel-head')).toContain(
        say('kept beside the study', '草稿已保存在研究旁'),
      );
      await at('page=data');
      await device.press(button('Take it up again', '继续编辑'));
      await poll(() => page.locator('.node-name').filter({ hasText: 'X9 ·' }).innerText()).toContain('SO2');
      await device.press(button('Discard', '放弃'));
    },
    'page=data',
  ],
  [
    'sets weights of the index of the study by hand',
    async ({ page, device, button, say }) => {
      await device.press(button('Set weights by hand', '手工设定权重'));
      await device.press(page.locator('.node-name').filter({ hasText: 'X1 ·' }));
      await device.type(page.locator('.node-form').getByLabel(say('Weight', '权重')), '0.25');
      await poll(() => page.getByLabel('study.yaml').inputValue()).toContain('X1: 0.25');
      await device.press(button('Discard', '放弃'));
    },
    'page=data',
  ],
  [
    'begins to judge in pairs, answers the rest as equal, and takes the judgement that mends most',
    async ({ page, device, button, say, at }) => {
      // What another run of this story has left open is not to be taken up.
      await page.evaluate(() => {
        for (const key of Object.keys(window.localStorage))
          if (key.startsWith('holling judgements')) window.localStorage.removeItem(key);
      });
      await at('page=method');
      await device.press(button('Compare in pairs', '开始两两比较'));
      await device.press(button('Answer the open ones as equal', '其余视为同等重要'));
      await poll(() => text(page, '.chain [aria-pressed=true]')).toContain(
        say('Analytic hierarchy', '层次分析法'),
      );
      await device.choose(page.getByLabel(say('Children of', '下级属于')), say('Ecology', '生态'));
      const sliders = page.locator('.pairs input[type=range]');
      await device.slide(sliders.nth(0), 0);
      await device.slide(sliders.nth(1), 1);
      await poll(() => text(page, '.gauge')).toContain(say('contradict', '矛盾'));
      expect(await page.locator('.pairs li').first().innerText()).toContain(
        say('extremely more', '极端更重要'),
      );
      await device.press(button('Say so', '采用该判断'));
      await poll(() => text(page, '.pairs li')).not.toContain(say('extremely more', '极端更重要'));
      expect(query(page).get('what')).toContain('comparisons');
    },
    'page=method',
  ],
  [
    'lets a second expert judge with a name and half the weight',
    async ({ page, device, button, say }) => {
      await poll(() => page.locator('.pairs').count()).toBe(1);
      await device.press(button('Add expert', '添加专家'));
      await device.type(page.getByLabel(say('Name', '姓名'), { exact: true }), 'Li');
      await device.type(page.getByLabel(say('Weight of the expert', '专家权重')), '0.5');
      await device.press(button('Answer the open ones as equal', '其余视为同等重要'));
      await poll(() => query(page).get('what')).toContain('"weight":0.5');
      expect(query(page).get('what')).toContain('"name":"Li"');
      await poll(() => text(page, '.judged')).toContain(say('All 2 experts', '2 位专家'));
      await device.press(button('Remove expert', '删除专家'));
      await poll(() => page.locator('.judged').innerText()).not.toContain(say('All 2 experts', '2 位专家'));
    },
    `page=method&what=${encodeURIComponent(JSON.stringify(AHP))}`,
  ],
];

describe.skipIf(!executablePath)('the workbench', () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await workbench();
  });
  afterAll(() => bench?.close());

  it('was kept from nothing by its policy', async () => {
    const page = await bench.page();
    await page.goto(`${bench.origin}/`);
    await opened(page);
    expect(bench.server.counts().reports).toBe(0);
  });

  it('has at least forty stories', () => expect(stories.length).toBeGreaterThanOrEqual(40));

  for (const lang of ['en', 'zh'] as const) {
    for (const by of ['mouse', 'keyboard'] as const) {
      describe(`${lang}, by ${by}`, () => {
        let page: Page;
        beforeAll(async () => {
          page = await bench.page();
        });
        afterAll(() => page?.close());
        it.each(stories)('a user %s', { timeout: 120_000 }, async (_, tell, query = '') => {
          const say = (en: string, zh: string) => (lang === 'zh' ? zh : en);
          const at = async (place = '') => {
            await page.goto(
              `${bench.origin}/?v=1&study=${encodeURIComponent(bench.id)}&lang=${lang}&${place}`,
            );
            await opened(page);
          };
          await at(query);
          bench.faults.length = 0;
          await tell({
            ...{ page, say, at, bench },
            device: (by === 'mouse' ? mouse : keyboard)(page),
            button: (en, zh) => page.getByRole('button', { name: say(en, zh), exact: true }),
          });
          expect(bench.faults).toEqual([]);
        });
      });
    }
  }
});
