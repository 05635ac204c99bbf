import type { Text } from '../../core/text.ts';
import type { Study } from '../study.ts';
import { adjustedOf, type Constructed, declared } from '../variables.ts';
import { measureOf } from './units.ts';

/** What was done to the variables, one sentence for all of a kind, e.g. `Deflated to 2010 prices by cpi (previous year = 100): gdp, trade.` */
export function adjustmentSentences(study: Study): Text[] {
  const all = new Map(declared(study).map((one) => [one.id, one]));
  const groups = new Map<string, { text: Text; of: Text[] }>();
  for (const key of ['convert', 'deflate', 'denominate'] as const)
    for (const one of adjustedOf(study)) {
      if (!one[key]) continue;
      const text = phrase(one, key, all);
      const group = groups.get(text.en) ?? { text, of: [] };
      groups.set(text.en, group);
      group.of.push(one.title);
    }
  return [...groups.values()].map(({ text, of }) => ({
    en: `${text.en}: ${of.map(({ en }) => en).join(', ')}.`,
    zh: `${text.zh}：${of.map(({ zh }) => zh).join('、')}。`,
  }));
}

function phrase(
  { convert, deflate, denominate }: Constructed,
  key: 'convert' | 'deflate' | 'denominate',
  all: ReadonlyMap<string, Constructed>,
): Text {
  if (key === 'convert') {
    const one = convert!;
    return 'factor' in one
      ? { en: `Multiplied by ${grouped(one.factor)}`, zh: `乘以 ${one.factor}` }
      : { en: `Converted from ${one.from} to ${one.to}`, zh: `由 ${one.from} 换算为 ${one.to}` };
  }
  if (key === 'deflate') {
    const { by, base, form, scope } = deflate!;
    const where = scope === 'national' ? { en: 'national, ', zh: '全国，' } : { en: '', zh: '' };
    const how =
      form === 'previous' ? { en: 'previous year = 100', zh: '上年=100' } : { en: 'fixed base', zh: '定基' };
    return {
      en: `Deflated to ${base} prices by ${all.get(by)!.title.en} (${where.en}${how.en})`,
      zh: `以${all.get(by)!.title.zh}（${where.zh}${how.zh}）平减至 ${base} 年价格`,
    };
  }
  const { by, per } = denominate!;
  const { title } = all.get(by)!;
  if (per === 'share') return { en: `In percent of ${title.en}`, zh: `占${title.zh}的百分比` };
  if (per === 1) return { en: `Divided by ${title.en}`, zh: `除以${title.zh}` };
  const unit = plainUnit(all.get(by)!);
  const many = grouped(per);
  return unit
    ? { en: `Per ${many} ${unit.en} (${title.en})`, zh: `每 ${many} ${unit.zh}（${title.zh}）` }
    : { en: `Per ${many} of ${title.en}`, zh: `每 ${many} ${title.zh}` };
}

/** The unit of a denominator where it is counted one by one; "per 10,000" of thousands would mislead. */
function plainUnit({ unit }: Constructed): Text | undefined {
  if (!unit) return undefined;
  return [unit.en, unit.zh].some((one) => /^[\d百千万亿]|hundred|thousand|million|billion/i.test(one)) ||
    !measureOf(unit.en).isKnown
    ? undefined
    : unit;
}

/** 10000 as 10,000. */
function grouped(value: number): string {
  const [whole, rest] = String(value).split('.') as [string, string?];
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest === undefined ? '' : `.${rest}`}`;
}
