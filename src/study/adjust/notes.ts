import type { Note } from '../../core/note.ts';
import type { Panel } from '../../core/panel.ts';
import type { Text } from '../../core/text.ts';
import type { Plan } from '../plan.ts';
import type { Study } from '../study.ts';
import { adjustedOf, type Constructed, declared } from '../variables.ts';
import { factorBetween, isSameUnit, measureOf } from './units.ts';

/** What a reader of the study may be misled by: a unit or title that names another unit than the values have, denominators counted in thousands. */
export function unitNotes(study: Study): Note[] {
  const all = new Map(declared(study).map((one) => [one.id, one]));
  return adjustedOf(study).flatMap((one) => [...unitNote(one), ...titleNote(one), ...scaleNote(one, all)]);
}

/** The unit that the values have after all adjustments, where it is known. */
function finalUnit({ convert, denominate }: Constructed): string | undefined {
  if (denominate) return denominate.per === 'share' ? '%' : undefined;
  return convert && 'to' in convert ? convert.to : undefined;
}

function unitNote(one: Constructed): Note[] {
  const to = finalUnit(one);
  if (to === undefined || !one.unit || languages(one.unit).some((text) => isSameUnit(text, to))) return [];
  return [differs('adjust/unit', one, one.unit, to)];
}

/** A unit in parentheses at the end of a title. */
function titleNote(one: Constructed): Note[] {
  const to = finalUnit(one);
  const named = languages(one.title).flatMap((title) => /[（(]([^（()）]+)[)）]\s*$/.exec(title)?.[1] ?? []);
  const wrong = named.find((text) => measureOf(text).isKnown && to !== undefined && !isSameUnit(text, to));
  return wrong === undefined ? [] : [differs('adjust/title-unit', one, { en: wrong, zh: wrong }, to!)];
}

function differs(code: string, { id }: Constructed, written: Text, to: string): Note {
  return {
    code,
    level: 'warning',
    items: [id],
    text: {
      en: `${id} is written in ${written.en}, but its values are in ${to} after its adjustments.`,
      zh: `${id} 标注单位为 ${written.zh}，而调整后数值单位为 ${to}。`,
    },
  };
}

function scaleNote({ id, denominate }: Constructed, all: ReadonlyMap<string, Constructed>): Note[] {
  const by = denominate && denominate.per !== 'share' ? all.get(denominate.by) : undefined;
  const unit = by?.unit && languages(by.unit).find((text) => measureOf(text).isKnown);
  if (!by || unit === undefined) return [];
  const { dimension } = measureOf(unit);
  const plain = dimension === 'persons' ? '人' : dimension === 'households' ? '户' : undefined;
  const factor = plain === undefined ? undefined : factorBetween(unit, plain);
  if (!factor || factor.over === factor.under) return [];
  return [
    {
      code: 'denominate/scale',
      level: 'warning',
      items: [id],
      text: {
        en: `${id} is divided by ${by.id}, which is counted in ${unit}: the values are per ${denominate!.per} of these, not per ${denominate!.per} ${dimension}. Convert ${by.id} first if that is meant.`,
        zh: `${id} 的分母 ${by.id} 以 ${unit} 计：结果为每 ${denominate!.per} ${unit}，而非每 ${denominate!.per} ${plain}；如需后者，请先换算 ${by.id}。`,
      },
    },
  ];
}

function languages({ en, zh }: Text): string[] {
  return en === zh ? [en] : [en, zh];
}

/** Warns of an index that looks as if it had one base for all periods, but is chained. */
export function formNotes(plan: Plan, panel: Panel): Note[] {
  return plan.adjusted.flatMap(({ id, deflate }) => {
    if (deflate?.form !== 'previous' || panel.periods.length < 3) return [];
    const prices = panel.columns.get(deflate.by)!.values;
    const units = panel.units.length;
    const isHundred = panel.periods.some((_, p) =>
      prices.subarray(p * units, (p + 1) * units).every((value) => value === 100),
    );
    const spread = Math.max(...prices.filter((value) => value > 0)) > 130;
    if (!isHundred || !spread) return [];
    return [
      {
        code: 'deflate/form',
        level: 'warning' as const,
        items: [id],
        text: {
          en: `${deflate.by} is chained as previous period = 100, but it is 100 in one whole period and beyond 130 elsewhere, as an index with one base is. If so, write form: fixed.`,
          zh: `${deflate.by} 按上年=100 连乘，但其某一期全为 100、其他期超过 130，似为定基指数；若是，请写 form: fixed。`,
        },
      },
    ];
  });
}
