import { useParts } from '../parts.ts';
import { useSnapshot } from '../selectors.ts';
import { cancelIntervals, go } from '../store.ts';
import { useSay } from '../words.ts';

/** The method in one sentence. */
export function StatusLine() {
  const say = useSay();
  const { lang, intervalsDone } = useParts('lang', 'intervalsDone');
  const { units, periods, indicators, counts, steps, notes } = useSnapshot();
  const names = steps
    .filter(({ id }) => id !== 'none')
    .map(({ title }) => title[lang])
    .join(say(', ', '、'));
  const warnings = notes.filter(({ level }) => level === 'warning').length;
  return (
    <footer className="status-line">
      <button type="button" onClick={() => go({ page: 'method' }, true)}>
        {say(
          `${units.length} units · ${periods.length} periods · ${indicators.length} indicators · ${counts.filled} filled, ${counts.missing} missing cells · ${names}`,
          `${units.length} 个单元 · ${periods.length} 个时期 · ${indicators.length} 项指标 · 插补 ${counts.filled}、缺失 ${counts.missing} 个单元格 · ${names}`,
        )}
      </button>
      <button type="button" onClick={() => go({ page: 'data' }, true)}>
        {say(
          `${notes.length} ${notes.length === 1 ? 'note' : 'notes'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
          `${notes.length} 条说明，${warnings} 条警告`,
        )}
      </button>
      {intervalsDone !== undefined && (
        <span>
          {say('Rank intervals', '名次区间')}{' '}
          <progress max={1} value={intervalsDone} aria-label={say('Rank intervals', '名次区间')} />
          <button type="button" onClick={cancelIntervals}>
            {say('Cancel', '取消')}
          </button>
        </span>
      )}
    </footer>
  );
}
