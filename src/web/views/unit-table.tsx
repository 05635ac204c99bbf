import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { csvText } from '../../study/csv-text.ts';
import { isFound } from '../find-units.ts';
import { useParts, usePlace } from '../parts.ts';
import { save } from '../save.ts';
import { usePeriod, useSnapshot } from '../selectors.ts';
import { readSpellings } from '../store.ts';
import { select } from '../use-selection.ts';
import { MARKS, STATUSES, shown, useSay } from '../words.ts';

/** Everything of the period in one table, which sorts by any column. */
export function UnitTable() {
  const say = useSay();
  const { lang, spellings } = useParts('lang', 'spellings');
  const place = usePlace('selected');
  const { units, nodes, indicators, periods } = useSnapshot();
  const p = usePeriod();
  const [sort, setSort] = useState({ column: 0, isDown: true });
  const [search, setSearch] = useState('');
  const scroll = useRef<HTMLDivElement>(null);
  const columns = useMemo(
    () => [
      ...nodes.map(({ id, title, score }) => ({ id, title, values: score, status: undefined })),
      ...indicators.map(({ id, title, values, status }) => ({ id, title, values, status })),
    ],
    [nodes, indicators],
  );
  const from = p * units.length;
  const order = useMemo(() => {
    const values = columns[sort.column]!.values;
    return units
      .map((_, u) => u)
      .filter((u) => isFound(units[u]!, spellings?.get(units[u]!.id), search))
      .sort((a, b) => {
        const by = (values[from + b] ?? 0) - (values[from + a] ?? 0);
        return Number.isNaN(by) ? 0 : sort.isDown ? by : -by;
      });
  }, [columns, sort, units, from, search, spellings]);
  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 28,
    overscan: 6,
  });
  const rows = virtual.getVirtualItems();
  const out = () => {
    const text = csvText({
      columns: ['unit', 'name', 'period', ...columns.map(({ id }) => id)],
      rows: order.map((u) => [
        units[u]!.id,
        units[u]!.name[lang],
        periods[p]!,
        ...columns.map(({ values }) => (Number.isNaN(values[from + u]!) ? '' : values[from + u]!)),
      ]),
    });
    save(`table-${periods[p]}.csv`, new Blob([...text], { type: 'text/csv' }));
  };
  return (
    <>
      <p className="print-only">
        {say(
          'This table is not printed, as it is wider than a page. On the screen it can be exported as CSV.',
          '此表宽于页面，未打印；可在屏幕上导出 CSV。',
        )}
      </p>
      <div className="big-table">
        <div className="inline">
          <label className="inline">
            <span className="visually-hidden">{say('Filter by name', '按名称筛选')}</span>
            <input
              type="search"
              value={search}
              placeholder={say('filter …', '筛选……')}
              onFocus={() => void readSpellings()}
              onChange={(event) => setSearch(event.target.value)}
            />
          </label>
          <button type="button" onClick={out}>
            {say('Export CSV', '导出 CSV')}
          </button>
          <span className="quiet">{say('* filled, ~ estimated', '* 插补，~ 估计')}</span>
        </div>
        <div
          ref={scroll}
          className="table-scroll"
          tabIndex={0}
          role="region"
          aria-label={say('Table', '数据表')}
        >
          <table aria-rowcount={order.length + 1}>
            <thead>
              <tr>
                <th scope="col">{say('Unit', '单元')}</th>
                {columns.map(({ id, title }, c) => (
                  <th
                    key={id}
                    scope="col"
                    aria-sort={sort.column === c ? (sort.isDown ? 'descending' : 'ascending') : undefined}
                  >
                    <button
                      type="button"
                      onClick={() => setSort({ column: c, isDown: sort.column === c ? !sort.isDown : true })}
                    >
                      {title[lang]}
                      {sort.column === c ? (sort.isDown ? ' ▾' : ' ▴') : ''}
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows[0] && rows[0].start > 0 && (
                <tr aria-hidden="true">
                  <td style={{ height: rows[0].start }} />
                </tr>
              )}
              {rows.map(({ index }) => {
                const u = order[index]!;
                const { id, name } = units[u]!;
                return (
                  <tr
                    key={id}
                    aria-rowindex={index + 2}
                    className={place.selected.includes(id) ? 'is-selected' : ''}
                  >
                    <th scope="row">
                      <button type="button" onClick={(event) => select(id, event.shiftKey || event.ctrlKey)}>
                        {name[lang]}
                      </button>
                    </th>
                    {columns.map((column) => {
                      const status = column.status?.[from + u] ?? 1;
                      return (
                        <td key={column.id} className="number" title={STATUSES[lang][status]}>
                          {shown(column.values[from + u]!)}
                          {MARKS[status]}
                        </td>
                      );
                    })}
                  </tr>
                );
              })}
              {rows.length > 0 && (
                <tr aria-hidden="true">
                  <td style={{ height: virtual.getTotalSize() - rows.at(-1)!.end }} />
                </tr>
              )}
            </tbody>
          </table>
        </div>
      </div>
    </>
  );
}
