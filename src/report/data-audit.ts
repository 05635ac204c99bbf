import { type Grid, nested } from '../figures/grid.ts';
import { recordsOf } from '../study/analyse.ts';
import { checks } from '../study/data-audit/checks.ts';
import { effectText, shownFindings } from '../study/data-audit/read.ts';
import type { Result } from '../study/result.ts';
import type { Context } from './section.ts';

const OPEN = 20;
/** Findings of one check that have a row; the rest are counted in one. */
const PER_CHECK = 6;

/** A mark and a word for what a finding asks of the reader, so that nothing hangs on a colour. */
const LEVELS = {
  warning: { en: '! decide', zh: '！需处理' },
  note: { en: '· know', zh: '· 须知' },
  accepted: { en: '✓ accepted', zh: '✓ 已确认' },
};

/** How much was found, in one sentence. */
export function dataFindings(result: Result, lang: 'en' | 'zh'): string[] {
  if (recordsOf(result, 'coverage').length === 0) return [];
  const found = shownFindings(result);
  const open = found.filter(({ accepted }) => !accepted);
  const warnings = open.filter(({ level }) => level === 'warning').length;
  const accepted = found.length - open.length;
  if (found.length === 0)
    return [
      lang === 'zh'
        ? `${checks.length} 项检查均未发现问题。`
        : `None of ${checks.length} checks found anything.`,
    ];
  return [
    lang === 'zh'
      ? `${checks.length} 项检查共有 ${open.length} 条发现，其中 ${warnings} 条需要处理${accepted > 0 ? `；另有 ${accepted} 条已由研究确认` : ''}。全部所涉数值见 data-audit.csv。`
      : `${checks.length} checks found ${open.length} thing(s), of which ${warnings} ask for a decision${accepted > 0 ? `; the study accepts ${accepted} more` : ''}. Every value that is meant is in data-audit.csv.`,
  ];
}

/** Coverage by period, and by unit where anything is missing. */
export function coverageOf({ panel, plan }: Result): object[] {
  const isMissing = plan.indicators.some(({ id }) =>
    panel.columns.get(id)!.values.some((value) => Number.isNaN(value)),
  );
  return isMissing ? [{}, { by: 'unit', units: 25 }] : [{}];
}

/** The findings, check by check, with the rule that found them and what they would change. */
export function findingGrid({ result, lang }: Context): Grid[] {
  const found = shownFindings(result);
  if (found.length === 0) return [];
  const zh = lang === 'zh';
  const rows = found.map((one) => {
    const { title, rule, source } = checks.find(({ id }) => id === one.check)!;
    const level = one.accepted ? 'accepted' : (one.level as 'warning' | 'note');
    const why = one.accepted ? ` ${zh ? '理由：' : 'Reason: '}${one.accepted[lang]}` : '';
    return [
      title[lang],
      LEVELS[level][lang],
      `${one.text[lang]}${why}`,
      effectText(one, lang),
      zh ? `${rule.zh}（${source.zh}）` : `${rule.en} (${source.en})`,
    ];
  });
  const seen = new Set<string>();
  return [
    {
      caption: zh ? '数据审查的发现' : 'Findings of the audit of the data',
      columns: [
        { head: [zh ? '检查' : 'Check'], wrap: true },
        { head: [zh ? '类别' : 'Kind'], whole: true },
        { head: [zh ? '发现' : 'Finding'], wrap: true },
        { head: [zh ? '影响' : 'What it would change'], wrap: true },
      ],
      rows: nested(capped(rows, zh), 1),
      note: `${zh ? '规则：' : 'Rules: '}${rows
        .flatMap(([title, , , , rule]) => {
          if (seen.has(title!)) return [];
          seen.add(title!);
          return [`${title}${zh ? '：' : ': '}${rule}`];
        })
        .join(zh ? '；' : '; ')}${zh ? '。' : '.'}`,
      open: OPEN,
    },
  ];
}

/** The first rows of every check, and how many more there are. */
function capped(rows: readonly string[][], zh: boolean): string[][] {
  const checked = new Map<string, string[][]>();
  for (const row of rows) {
    const own = checked.get(row[0]!);
    if (own) own.push(row.slice(0, 4));
    else checked.set(row[0]!, [row.slice(0, 4)]);
  }
  return [...checked].flatMap(([title, own]) => {
    if (own.length <= PER_CHECK) return own;
    const rest = own.length - PER_CHECK + 1;
    const more = zh ? `另有 ${rest} 条，见 data-audit.csv。` : `${rest} more, in data-audit.csv.`;
    return [...own.slice(0, PER_CHECK - 1), [title, '', more, '']];
  });
}
