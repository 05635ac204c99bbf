import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holling } from './support/cli.ts';

const ROOT = join(import.meta.dirname, '..');
const MOST_ACTIONS = 25;

/** A page as its reader follows it: the numbered actions, each with the block below it. */
function actionsOf(page: string): { number: number; text: string; block?: { kind: string; text: string } }[] {
  return [...page.matchAll(/^(\d+)\. ([\s\S]*?)(?=^\d+\. |^## |^\||(?![\s\S]))/gm)].map(
    ([, number, text]) => {
      const [, kind, inside] = /```(\w+)\n([\s\S]*?)```/.exec(text!) ?? [];
      const block = kind === undefined ? {} : { block: { kind, text: inside!.replace(/^ {3}/gm, '') } };
      return { number: Number(number), text: text!.trim(), ...block };
    },
  );
}

const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

describe.each(['tutorial.md', 'tutorial.zh.md'])('%s', (name) => {
  const page = readFileSync(join(ROOT, 'docs', name), 'utf8');
  const actions = actionsOf(page);
  const folder = mkdtempSync(join(tmpdir(), 'holling-tutorial-'));
  const at = (word: string) =>
    word.startsWith('<holling>')
      ? word.replace('<holling>', ROOT)
      : /^(cities|results|three-maps\.svg|synthetic-yearbook\.xlsx)(\/|$)/.test(word)
        ? join(folder, word)
        : word;

  it(`needs at most ${MOST_ACTIONS} actions, which are numbered`, () => {
    expect(actions.map(({ number }) => number)).toEqual(actions.map((_, i) => i + 1));
    expect(actions.length).toBeLessThanOrEqual(MOST_ACTIONS);
    expect(page).toContain(name.includes('zh') ? `经 ${actions.length} 步` : `in ${actions.length} actions`);
    expect(page.match(/```sh/g)!.length).toBe(actions.filter(({ block }) => block?.kind === 'sh').length);
  });

  it('every answer of the command is an action', () => {
    const given = [...page.matchAll(/--answer "([^"]+)"/g)].map((found) => found[1]);
    const listed = actions.flatMap(({ text, block }) =>
      block ? [] : (/^`([^`]+=[^`]+)`/.exec(text)?.[1] ?? []),
    );
    expect(listed.length).toBeGreaterThan(0);
    expect(given).toEqual(listed);
  });

  it('gives what it promises, as it stands', { timeout: 120_000 }, async () => {
    for (const { block } of actions) {
      if (block?.kind === 'yaml') writeFileSync(join(folder, 'cities/study.yaml'), block.text);
      if (block?.kind !== 'sh') continue;
      for (const line of block.text.trim().split('\n')) {
        const [command, expected = '0'] = line.split(/\s+# exit /);
        const [program, ...rest] = words(command!);
        if (program === 'cp') {
          const target = rest[1] === '.' ? join(folder, rest[0]!.split('/').pop()!) : at(rest[1]!);
          copyFileSync(at(rest[0]!), target);
          continue;
        }
        expect(program).toBe('holling');
        const { code, out, err } = await holling(...rest.map(at));
        expect(`${code}`, `${line}\n${out}${err}`).toBe(expected);
      }
    }
    const named = [...page.matchAll(/`((?:results|cities)\/[\w./-]+|three-maps\.svg)`/g)].map(
      (found) => found[1]!,
    );
    expect(named.length).toBeGreaterThan(10);
    for (const file of named) expect(existsSync(join(folder, file)), file).toBe(true);
    const report = readFileSync(join(folder, 'results/report.html'), 'utf8');
    expect(report).toContain(
      'Deflated to 2014 prices by the consumer price index (previous year = 100): GDP per head.',
    );
    expect(report).toContain('Per 10,000 persons (population): Hospital beds per 10,000.');
    const map = readFileSync(join(folder, 'three-maps.svg'), 'utf8');
    for (const year of ['2014', '2015', '2016']) expect(map).toContain(year);
    // Heihe in 2014: 亿元 in yuan, at the prices of that year, by 万人 in persons.
    const made = readFileSync(join(folder, 'results/constructed.csv'), 'utf8');
    expect(made).toMatch(/^231100,2014,gdp,[\d.]+,[\d.]+ \* 100000000 \/ \d+,/m);
    expect(made).toMatch(
      /^231100,2016,gdp,[\d.]+,[\d.]+ \* 100000000 \/ \([\d.]+ \/ 100 \* [\d.]+ \/ 100\) \/ \d+,/m,
    );
  });
});
