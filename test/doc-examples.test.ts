import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../src');
const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
);
const examples = files.flatMap((file) =>
  [...readFileSync(join(SOURCE, file), 'utf8').matchAll(/^\s*\* (?:@example )?(.+?) \/\/ => (.+)$/gm)].map(
    (found) => [file, found[1]!, found[2]!] as const,
  ),
);

it('finds examples', () => expect(examples.length).toBeGreaterThan(20));

it.each(examples)('%s: %s', async (file, expression, expected) => {
  const module = await import(join(SOURCE, file));
  // The expression sees the exports of its own file by name.
  const names = Object.keys(module);
  const value = new Function(...names, `return (${expression});`)(...names.map((name) => module[name]));
  const wanted = new Function(`return (${expected});`)();
  expect(value).toEqual(wanted);
});
