import { beforeAll, describe, expect, it } from 'vitest';
import { map } from '../../src/figures/map.ts';
import { mapGrid } from '../../src/figures/map-grid.ts';
import type { Result } from '../../src/index.ts';
import { gradeCertainty } from '../../src/study/uncertainty/grade-certainty.ts';
import { mapped } from '../support/mapped.ts';

/** Intervals in which the grade of the first unit holds in 0.6 and that of all others in all replicates. */
function withIntervals(result: Result): Result {
  const { panel, nodes } = result;
  const rows = panel.units.flatMap(({ id }, u) =>
    panel.periods.flatMap((period, p) =>
      nodes.map(({ node, grade, classes }) => {
        const own = grade[p * panel.units.length + u]!;
        const share = u === 0 ? 0.6 : 1;
        return [id, period, node.id, ...classes.map((_, k) => (k + 1 === own ? share : 0))];
      }),
    ),
  );
  const classes = Math.max(...nodes.map((one) => one.classes.length));
  const columns = [
    'unit',
    'period',
    'node',
    ...Array.from({ length: classes }, (_, k) => `p_grade_${k + 1}`),
  ];
  return {
    ...result,
    analyses: [...result.analyses, { name: 'intervals', title: { en: '', zh: '' }, columns, rows }],
  };
}

describe('certainty on maps', () => {
  let plain: Result;
  let result: Result;
  beforeAll(async () => {
    plain = await mapped({ columns: 3, rows: 2 });
    result = withIntervals(plain);
  });
  const dotted = (svg: string) =>
    (svg.match(/<use href="#shape-\d+" fill="url\(#uncertain\)"/g) ?? []).length;

  it('lays dots over the units whose grade holds too seldom, once a period, and says so', () => {
    const periods = result.panel.periods.length;
    for (const one of [map, mapGrid]) {
      const node = {
        ...(one === map ? { node: 'index' } : { nodes: 'index' }),
        periods: [...result.panel.periods],
      };
      const options = one.options.parse({ ...node, lang: 'en' });
      const svg = (one as typeof map).draw(result, options as never);
      expect(dotted(svg)).toBe(periods);
      expect(svg).toContain(`grade holds in less than 80 % of the replicates (${periods})`);
      expect((one as typeof map).alt(result, options as never)).toContain(
        'The grade of 1 of 6 units is uncertain',
      );
    }
  });

  it('takes another threshold, none, and nothing where nothing is known', () => {
    const draw = (given: Result, certainty: boolean | number) =>
      map.draw(given, map.options.parse({ lang: 'zh', certainty }));
    expect(dotted(draw(result, 0.6))).toBe(0);
    expect(draw(result, 0.6)).toContain('等级在不足 60% 的重复中保持（0）');
    expect(draw(result, 0.61)).toContain(`等级在不足 61% 的重复中保持（${result.panel.periods.length}）`);
    expect(draw(result, false)).not.toContain('uncertain');
    expect(draw(plain, true)).not.toContain('uncertain');
    expect(gradeCertainty(plain, plain.nodes[0]!)).toBeUndefined();
    expect(() => map.options.parse({ certainty: 1.5 })).toThrow();
  });
});
