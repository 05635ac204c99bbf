import type { Text } from '../core/text.ts';
import type { Result } from '../study/result.ts';

/** What a shape of the boundaries is to the study. */
export type Kind = 'unit' | 'excluded' | 'other';

export function kindOf({ boundaries, plan }: Result, shape: number): Kind {
  if (boundaries!.ids[shape] !== undefined) return 'unit';
  const key = boundaries!.keys[shape];
  return key !== undefined && Object.hasOwn(plan.study.units.excluded, key) ? 'excluded' : 'other';
}

/** Name of a shape that is not a unit: the property that the study names, or else its key. */
export function shapeName({ boundaries }: Result, shape: number, lang: 'en' | 'zh'): string | undefined {
  return boundaries!.names[shape]?.[lang] ?? boundaries!.keys[shape];
}

/** Name of an excluded place and why it is not scored. */
export function excludedTitle(result: Result, shape: number, lang: 'en' | 'zh'): string {
  const why: Text = result.plan.study.units.excluded[result.boundaries!.keys[shape]!]!;
  const name = shapeName(result, shape, lang);
  return lang === 'zh' ? `${name}：${why.zh}` : `${name}: ${why.en}`;
}

/** Lines that stand under every map: projection and files, units that have no shape, shapes that are no unit, and what the study wants to be said. */
export function mapCaption(result: Result, projection: Text, lang: 'en' | 'zh'): string[] {
  const { boundaries, context, plan, panel } = result;
  const drawn = new Set(boundaries!.ids);
  const without = panel.units.filter(({ id }) => !drawn.has(id)).length;
  const others = boundaries!.ids.filter((_, shape) => kindOf(result, shape) === 'other').length;
  const note = plan.study.units.boundaries?.note;
  return [
    [projection[lang], boundaries!.file, ...(context ? [context.file] : [])].join(' · '),
    ...(without === 0
      ? []
      : [
          lang === 'zh'
            ? `${without} 个单元没有边界，未绘出。`
            : `${without} ${without === 1 ? 'unit without a shape is' : 'units without a shape are'} not drawn.`,
        ]),
    ...(others === 0
      ? []
      : [
          lang === 'zh'
            ? `${others} 个形状不是研究单元。`
            : `${others} ${others === 1 ? 'shape is' : 'shapes are'} no unit of the study.`,
        ]),
    ...(note ? [note[lang]] : []),
  ];
}

/** Legend words for what is not coloured. */
export const KIND_WORDS = {
  noData: { en: 'no data', zh: '暂无数据' },
  other: { en: 'not in the study', zh: '研究范围以外' },
  context: { en: 'surrounding countries and regions', zh: '周边国家和地区' },
} satisfies Record<string, Text>;
