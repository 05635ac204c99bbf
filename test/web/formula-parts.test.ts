import { describe, expect, it } from 'vitest';
import { methods } from '../../src/methods/index.ts';
import { formulaParts } from '../../src/web/formula-parts.ts';

describe('the pieces of a formula', () => {
  it('are divided after a comma with a wide space and before an or', () => {
    expect(formulaParts('a = b,\\quad c = d')).toEqual(['a = b,', 'c = d']);
    expect(formulaParts('D = x\\ \\text{or}\\ y,\\quad C = 1')).toEqual([
      'D = x',
      '\\text{or}\\ y,',
      'C = 1',
    ]);
    expect(formulaParts('a = b')).toEqual(['a = b']);
  });

  it('never open a brace that another closes', () => {
    expect(formulaParts('\\frac{a,\\quad b}{c}')).toEqual(['\\frac{a,\\quad b}{c}']);
    expect(formulaParts('\\{a,\\quad b\\}')).toEqual(['\\{a,', 'b\\}']);
    expect(formulaParts('\\begin{cases}a,\\quad b\\end{cases}')).toHaveLength(1);
  });

  it.each(methods.map(({ stage, id, formula }) => [`${stage} ${id}`, formula] as const))(
    'of %s hold all of it',
    (_, formula) => {
      const bare = (tex: string) => tex.replaceAll(/\\quad|\\ |\s/g, '');
      expect(bare(formulaParts(formula).join(''))).toBe(bare(formula));
    },
  );
});
