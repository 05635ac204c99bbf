import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Problem } from '../../src/core/problem.ts';
import { sheetRecipe } from '../../src/study/import/recipe.ts';
import { importRecipe, readRecipe, recipeText } from '../../src/study/import/recipe-file.ts';

const guide = readFileSync(join(import.meta.dirname, '../../docs/import.md'), 'utf8');
const example = /```yaml\n([\s\S]*?)```/.exec(guide)![1]!;

test('the recipe of the guide is one, shows every key, and survives being written', () => {
  const problems: Problem[] = [];
  const recipe = readRecipe(example, 'import.md', problems);
  expect(problems).toEqual([]);
  expect(Object.keys(parse(example)).sort()).toEqual(Object.keys(importRecipe.shape).sort());
  const shown = Object.keys(parse(example).files[0].sheets[0]);
  for (const key of Object.keys(sheetRecipe.shape)) if (key !== 'skip') expect(shown).toContain(key);
  expect(readRecipe(recipeText(recipe!), 'again', [])).toEqual(recipe);
});

test('a key that no recipe has is refused with its line', () => {
  const problems: Problem[] = [];
  expect(readRecipe(example.replace('gazetteer:', 'gazeteer:'), 'import.md', problems)).toBeUndefined();
  expect(problems.map(({ where }) => where).join()).toMatch(/import\.md:2:/);
});
