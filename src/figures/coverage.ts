import { max } from 'd3-array';
import * as z from 'zod';
import type { Cell } from '../core/data-table.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { NO_DATA } from './colours.ts';
import { figure, lang, MARGIN, widthOption } from './figure.ts';
import { indicatorGroups, indicatorName } from './indicator-groups.ts';
import { hatch, remarks, swatches } from './legend.ts';
import { element, label, rectangle } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

const OBSERVED = '#2b6c99';
const FILLED = 'url(#filled)';
const ROW = 18;
/** Widest cells, and the narrowest that a share is printed in. */
const LARGEST = 46;
const READABLE = 30;
/** Height of an indicator's name where it stands above the columns. */
const TURNED = 78;

export const coverage = figure({
  id: 'coverage',
  title: { en: 'Coverage of the data', zh: '数据覆盖' },
  about: {
    en: 'How much of every indicator is observed, filled in and missing: in every period, or of the units with the largest gaps. A cell fills from below with what is observed.',
    zh: '各指标观测、插补与缺失的比例：逐期，或缺失最多的单元。单元格自下而上填至观测比例。',
  },
  options: z.object({
    lang,
    width: widthOption(760),
    by: z.enum(['period', 'unit']).default('period').meta({
      description: 'period: indicators by periods; unit: units by indicators',
      zh: 'period：指标×时期；unit：单元×指标',
    }),
    units: z.number().int().min(1).default(40).meta({
      description: 'how many units are shown, those with the largest gaps first',
      zh: '显示的单元数，缺失多者优先',
    }),
  }),
  available: (result) => recordsOf(result, 'coverage').length > 0,
  alt: describe,
  content(result, options) {
    const { lang: language, width } = options;
    const zh = language === 'zh';
    const { rows, columns, cells, title, remark } =
      options.by === 'period' ? byPeriod(result, language) : byUnit(result, options.units, language);
    const named = rows.filter(({ key }) => key !== undefined).map(({ name }) => textWidth(name, 11));
    const wanted = (max(named) ?? 0) + 10;
    // Few columns leave their room to the names.
    const spare = width - 2 * MARGIN - LARGEST * columns.length;
    const left = MARGIN + Math.min(wanted, Math.max(spare, width * (width < 600 ? 0.36 : 0.42)));
    const cell = Math.min(LARGEST, (width - left - MARGIN) / columns.length);
    const widest = Math.max(...columns.map((one) => textWidth(one.name, 10)));
    const isTurned = widest + 6 > cell;
    const top = 44 + (isTurned ? Math.min(TURNED, widest + 6) : 14);
    const every = Math.ceil(11 / cell);
    const heads = columns.flatMap(({ name }, c) => {
      if (c % every > 0) return [];
      const x = left + (c + 0.5) * cell;
      if (!isTurned) return [label(x, top - 6, name, { 'font-size': '10', 'text-anchor': 'middle' })];
      const text = label(0, 0, fitted(name, TURNED, 10), { 'font-size': '10' });
      return [element('g', { transform: `translate(${x + 3.5},${top - 5}) rotate(-90)` }, text)];
    });
    const body = rows.flatMap(({ key, name }, r) => {
      const y = top + r * ROW;
      if (key === undefined) {
        const text = fitted(name, width - 2 * MARGIN, 11);
        return [label(MARGIN, y + 13, text, { 'font-size': '11', 'font-weight': '600' })];
      }
      return [
        label(left - 6, y + 13, fitted(name, left - MARGIN - 6, 11), {
          'font-size': '11',
          'text-anchor': 'end',
        }),
        ...columns.map((column, c) => square(left + c * cell, y, cell, cells.get(pair(key, column.key)))),
      ];
    });
    const bottom = top + rows.length * ROW;
    const legend = swatches(
      [
        { fill: OBSERVED, text: zh ? '观测' : 'observed' },
        { fill: FILLED, text: zh ? '插补' : 'filled in' },
        { fill: NO_DATA, text: zh ? '缺失' : 'missing' },
      ],
      MARGIN,
      bottom + 24,
      width - 2 * MARGIN,
    );
    const said = remarks([remark], MARGIN, bottom + 24 + legend.height + 16, width - 2 * MARGIN);
    return {
      title,
      height: bottom + 24 + legend.height + 20 + said.height,
      parts: [hatch(), dotted(), ...heads, ...body, legend.svg, said.svg],
    };
  },
});

interface Share {
  observed: number;
  filled: number;
  of: number;
}
interface Matrix {
  /** A row without a key is a heading. */
  rows: { key: string | undefined; name: string }[];
  columns: { key: string; name: string }[];
  cells: Map<string, Share>;
  title: string;
  remark: string;
}
const pair = (row: string, column: string) => JSON.stringify([row, column]);

function shares(rows: readonly Readonly<Record<string, Cell>>[], a: string, b: string): Map<string, Share> {
  return new Map(
    rows.map((row) => {
      const [observed, missing, filled] = [Number(row.observed), Number(row.missing), Number(row.filled)];
      return [pair(`${row[a]}`, `${row[b]}`), { observed, filled, of: observed + missing }];
    }),
  );
}

function byPeriod(result: Result, language: 'en' | 'zh'): Matrix {
  const groups = indicatorGroups(result);
  const zh = language === 'zh';
  const root = result.plan.study.index.id;
  return {
    rows: groups.flatMap(({ id, title, members }) => [
      ...(groups.length === 1 && id === root ? [] : [{ key: undefined, name: title[language] }]),
      ...members.map((i) => {
        const indicator = result.plan.indicators[i]!;
        return { key: indicator.id, name: indicatorName(indicator, language) };
      }),
    ]),
    columns: result.panel.periods.map((period) => ({ key: `${period}`, name: `${period}` })),
    cells: shares(recordsOf(result, 'coverage'), 'indicator', 'period'),
    title: zh ? '数据覆盖：指标与时期' : 'Coverage of the data by indicator and period',
    remark: zh
      ? '单元格自下而上填至该期有观测值的单元比例；数字为百分比，全部观测者不印。'
      : 'Each cell fills from below with the share of units observed in the period; the percentage is printed unless it is 100.',
  };
}

function byUnit(result: Result, most: number, language: 'en' | 'zh'): Matrix {
  const rows = recordsOf(result, 'coverage-units');
  const zh = language === 'zh';
  const missing = new Map<string, number>();
  for (const row of rows) missing.set(`${row.unit}`, (missing.get(`${row.unit}`) ?? 0) + Number(row.missing));
  const shown = [...result.panel.units]
    .sort((a, b) => (missing.get(b.id) ?? 0) - (missing.get(a.id) ?? 0))
    .slice(0, most);
  const [count, all] = [shown.length, result.panel.units.length];
  return {
    rows: shown.map(({ id, name }) => ({ key: id, name: name[language] })),
    columns: result.plan.indicators.map(({ id }) => ({ key: id, name: id })),
    cells: shares(rows, 'unit', 'indicator'),
    title: zh ? '数据覆盖：单元与指标' : 'Coverage of the data by unit and indicator',
    remark: zh
      ? `${all} 个单元中缺失最多的 ${count} 个；单元格自下而上填至有观测值的时期比例。`
      : `The ${count} of ${all} units with the largest gaps; each cell fills from below with the share of periods observed.`,
  };
}

/** Missing behind, what was filled in above what was observed; the height says it without the colour. */
function square(x: number, y: number, width: number, share: Share | undefined): string {
  const gap = width > 6 ? 1 : 0;
  const [w, h] = [width - gap, ROW - 2];
  const { observed, filled, of } = share ?? { observed: 0, filled: 0, of: 1 };
  const [seen, done] = [(observed / of) * h, (filled / of) * h];
  const percent = Math.floor((100 * observed) / of);
  return [
    observed + filled < of ? rectangle(x, y, w, h, { fill: NO_DATA }) : '',
    filled > 0 ? rectangle(x, y + h - seen - done, w, done, { fill: FILLED }) : '',
    observed > 0 ? rectangle(x, y + h - seen, w, seen, { fill: OBSERVED }) : '',
    rectangle(x, y, w, h, { fill: 'none', stroke: '#c4cdd4', 'stroke-width': '0.5' }),
    width >= READABLE && observed < of
      ? label(x + w / 2, y + 12, `${percent}`, {
          ...{ 'font-size': '9', 'font-weight': '600', 'text-anchor': 'middle' },
          ...{ stroke: '#ffffff', 'stroke-width': '2.5', 'paint-order': 'stroke' },
        })
      : '',
  ].join('');
}

/** Dots for what was filled in. */
function dotted(): string {
  return element(
    'defs',
    {},
    element(
      'pattern',
      { id: 'filled', width: '4', height: '4', patternUnits: 'userSpaceOnUse' },
      rectangle(0, 0, 4, 4, { fill: '#dcebf5' }),
      element('circle', { cx: 2, cy: 2, r: 1, fill: OBSERVED }),
    ),
  );
}

function describe(result: Result, { lang: language }: { lang: 'en' | 'zh' }): string {
  const rows = recordsOf(result, 'coverage');
  const sum = (column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);
  const [observed, missing, filled] = [sum('observed'), sum('missing'), sum('filled')];
  const share = ((100 * observed) / (observed + missing)).toFixed(1);
  const count = result.plan.indicators.length;
  return language === 'zh'
    ? `${count} 项指标中 ${share}% 的单元-时期有观测值；缺失 ${missing} 个，其中 ${filled} 个已插补。`
    : `Of the unit-periods of ${count} indicators ${share} % are observed; ${missing} are missing, of which ${filled} were filled in.`;
}
