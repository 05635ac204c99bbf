import { listed } from '../../core/note.ts';
import type { Text } from '../../core/text.ts';
import type { Accepted } from '../study.ts';
import { checks } from './checks.ts';
import type { AuditView, Check, Finding, Hit, Spot } from './finding.ts';

/** Everything that the checks find, in their order, what the study accepts apart from the rest. */
export function findingsOf(view: AuditView, accept: readonly Accepted[]): Finding[] {
  return checks.flatMap((check) =>
    check
      .find(view)
      .flatMap((hit) => parted(check.id, hit, accept, view).map((one) => told(check, one, view))),
  );
}

/** A hit that the study accepts, and by which line of audit.accept. */
type Sorted = Hit & { accepted?: Text; rule?: number };

/** A hit with its places that are not accepted, and one for each reason with those that are. */
function parted(
  check: string,
  hit: Hit,
  accept: readonly Accepted[],
  { units, periods }: AuditView,
): Sorted[] {
  const own = accept.flatMap((one, rule) =>
    one.check === check && (one.indicator === undefined || one.indicator === hit.indicator)
      ? [{ one, rule }]
      : [],
  );
  const taken = ({ one, rule }: (typeof own)[number]) => ({ accepted: reason(one), rule });
  if (hit.spots.length === 0) {
    const found = own.find(({ one }) => one.unit === undefined && one.period === undefined);
    return [found ? { ...hit, ...taken(found) } : hit];
  }
  const covers = (one: Accepted, { unit, period, length = 1 }: Spot) =>
    (one.unit === undefined || (unit >= 0 && units[unit]!.id === one.unit)) &&
    (one.period === undefined ||
      (period >= 0 && periods.slice(period, period + length).includes(one.period)));
  const ruleOf = (spot: Spot) => own.find(({ one }) => covers(one, spot));
  const rest = hit.spots.filter((spot) => !ruleOf(spot));
  return [
    ...(rest.length > 0 ? [{ ...hit, spots: rest }] : []),
    ...own.flatMap((found) => {
      const spots = hit.spots.filter((spot) => ruleOf(spot) === found);
      return spots.length === 0 ? [] : [{ ...hit, spots, ...taken(found) }];
    }),
  ];
}

function reason({ why }: Accepted): Text {
  return why ?? { en: 'accepted by the study', zh: '研究已确认' };
}

function told(check: Check, hit: Sorted, view: AuditView): Finding {
  const names = {
    en: listed(
      hit.spots.map((spot) => spotName(spot, view, 'en')),
      5,
    ).en,
    zh: listed(
      hit.spots.map((spot) => spotName(spot, view, 'zh')),
      5,
    ).zh,
  };
  const text = check.tell(hit, names, hit.spots.length, view);
  return { check: check.id, level: hit.accepted ? 'note' : check.level, ...hit, text };
}

/**
 * A place in words: `Harbin 2010-2012 (value, expected value)`.
 */
function spotName(spot: Spot, { units, periods }: AuditView, lang: 'en' | 'zh'): string {
  const { unit, period, length = 1, value, expected } = spot;
  const name = unit < 0 ? '' : units[unit]!.name[lang];
  const when = period < 0 ? '' : `${periods[period]}${length > 1 ? `–${periods[period + length - 1]}` : ''}`;
  const place = [name, when].filter((one) => one !== '').join(' ');
  if (unit < 0 || value === undefined) return place;
  const numbers =
    expected === undefined
      ? short(value)
      : lang === 'zh'
        ? `${short(value)}，预期 ${short(expected)}`
        : `${short(value)}, expected ${short(expected)}`;
  return lang === 'zh' ? `${place}（${numbers}）` : `${place} (${numbers})`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
