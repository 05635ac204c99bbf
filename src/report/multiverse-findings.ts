import { fixed } from '../figures/format.ts';
import type { Grid } from '../figures/grid.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { named, numberOf, type Row, textOf } from './cells.ts';
import type { Context } from './section.ts';

type Lang = 'en' | 'zh';
/** Shares from which on a conclusion holds nearly always, and below which it is a matter of the choices. */
const FIRM = 0.9;
const OPEN = 0.5;

/** What of the study does not depend on its choices: its main conclusions, neighbouring ranks, the convention that matters most. */
export function multiverseFindings(result: Result, lang: Lang): string[] {
  const conclusions = recordsOf(result, 'multiverse-conclusions');
  if (recordsOf(result, 'multiverse-combinations').length === 0) return [];
  return [
    ...main(conclusions, lang),
    ...neighbours(conclusions, lang),
    ...agreement(result, lang),
    ...turned(result, lang),
  ];
}

function main(conclusions: readonly Row[], lang: Lang): string[] {
  const zh = lang === 'zh';
  const said = conclusions
    .filter(({ kind }) => kind !== 'above')
    .map((row) => `${textOf(row, `text_${lang}`)}${zh ? `（${often(row)}）` : ` (${often(row)})`}`);
  const count = Math.max(0, ...conclusions.map((row) => numberOf(row, 'combinations')));
  if (said.length === 0) return [];
  return [
    zh
      ? `在 ${count} 种选择组合中，各结论成立的比重：${named(said, lang, 12)}。`
      : `Over ${count} combinations of choices, these conclusions hold in the share given: ${named(said, lang, 12)}.`,
  ];
}

function often(row: Row): string {
  return `${fixed(100 * numberOf(row, 'share'), 0)}%`;
}

function neighbours(conclusions: readonly Row[], lang: Lang): string[] {
  const pairs = conclusions.filter(({ kind }) => kind === 'above');
  if (pairs.length === 0) return [];
  const firm = pairs.filter((row) => numberOf(row, 'share') >= FIRM).length;
  const open = pairs.filter((row) => numberOf(row, 'share') < OPEN).length;
  return [
    lang === 'zh'
      ? `${pairs.length} 对相邻名次中，${firm} 对的先后在至少 90% 的组合中成立，${open} 对在不到一半的组合中成立。`
      : `Of ${pairs.length} pairs of neighbouring ranks, ${firm} keep their order in at least 90 % of the combinations and ${open} in less than half.`,
  ];
}

function agreement(result: Result, lang: Lang): string[] {
  const others = recordsOf(result, 'multiverse-combinations').filter(
    (row) => row.is_own === 0 && !Number.isNaN(row.spearman),
  );
  const ordered = [...others].sort((a, b) => numberOf(a, 'spearman') - numberOf(b, 'spearman'));
  const least = ordered[0];
  if (!least) return [];
  const range = [least, ordered[ordered.length - 1]!].map((row) => fixed(numberOf(row, 'spearman'), 2));
  const choices = ['normalise', 'weight', 'aggregate'].map((column) => textOf(least, column)).join(', ');
  return [
    lang === 'zh'
      ? `其他组合的排名与研究排名的斯皮尔曼相关为 ${range[0]} 至 ${range[1]}，最低的是 ${choices}。`
      : `Spearman's correlation of the other rankings with the study's is ${range[0]} to ${range[1]}; the lowest is of ${choices}.`,
  ];
}

function turned(result: Result, lang: Lang): string[] {
  const rows = recordsOf(result, 'conventions');
  const [most] = [...rows].sort((a, b) => numberOf(b, 'units_changed') - numberOf(a, 'units_changed'));
  if (!most) return [];
  const zh = lang === 'zh';
  const changed = numberOf(most, 'units_changed');
  if (changed === 0)
    return [zh ? '改换任何一项约定均不改变名次。' : 'No rank changes with any one convention turned.'];
  const [name, other] = [textOf(most, `name_${lang}`), textOf(most, zh ? 'other_zh' : 'other')];
  const largest = numberOf(most, 'largest_change');
  const who = unitName(result, textOf(most, 'unit'), lang);
  const moved =
    largest > 0 ? (zh ? `，最多 ${largest} 位（${who}）` : `, by up to ${largest} places (${who})`) : '';
  return [
    zh
      ? `同样数据只改一项约定，影响最大的是“${name}”改为${other}：${changed} 个单元名次变化${moved}。`
      : `Of the conventions turned one at a time, the one that matters most is "${name}" turned to "${other}": ${changed} unit(s) change their rank${moved}.`,
  ];
}

export function unitName({ panel }: Result, unit: string, lang: Lang): string {
  return panel.units.find(({ id }) => id === unit)?.name[lang] ?? unit;
}

/** The conclusions with the share of combinations in which they hold, and the conventions turned one at a time. */
export function multiverseGrids(context: Context): Grid[] {
  return [...conclusionGrid(context), ...conventionGrid(context)];
}

function conclusionGrid({ result, lang }: Context): Grid[] {
  const zh = lang === 'zh';
  const rows = recordsOf(result, 'multiverse-conclusions');
  if (rows.length === 0) return [];
  return [
    {
      caption: zh
        ? '结论在各选择组合中的成立情况'
        : 'In how many combinations of choices each conclusion holds',
      columns: [
        { head: [zh ? '结论' : 'Conclusion'], wrap: true },
        ...(zh ? ['成立比重', '成立', '组合数'] : ['Share', 'Holds', 'Combinations']).map((head) => ({
          head: [head],
          numeric: true,
        })),
      ],
      rows: rows.map((row) => [
        textOf(row, `text_${lang}`),
        often(row),
        textOf(row, 'holds'),
        textOf(row, 'combinations'),
      ]),
      note: zh
        ? '仅计可以判断的组合；研究自身的组合计入其中。'
        : "Combinations that can tell are counted, the study's own among them.",
      open: 20,
    },
  ];
}

function conventionGrid({ result, lang }: Context): Grid[] {
  const zh = lang === 'zh';
  const rows = recordsOf(result, 'conventions');
  if (rows.length === 0) return [];
  return [
    {
      caption: zh ? '同样数据，另一种约定' : 'The same data under another convention',
      columns: [
        ...(zh ? ['约定', '研究', '改为'] : ['Convention', 'Study', 'Turned to']).map((head) => ({
          head: [head],
          wrap: true,
        })),
        { head: [zh ? '名次变化单元' : 'Units that move'], numeric: true },
        { head: [zh ? '最大变动' : 'Largest move'], numeric: true },
        { head: [zh ? '单元' : 'Unit'], wrap: true },
        { head: [zh ? '斯皮尔曼' : 'Spearman'], numeric: true },
      ],
      rows: rows.map((row) => [
        textOf(row, `name_${lang}`),
        textOf(row, zh ? 'own_zh' : 'own'),
        textOf(row, zh ? 'other_zh' : 'other'),
        textOf(row, 'units_changed'),
        textOf(row, 'largest_change'),
        unitName(result, textOf(row, 'unit'), lang),
        fixed(numberOf(row, 'spearman'), 3),
      ]),
      open: 30,
    },
  ];
}
