import { useParts } from '../parts.ts';
import { useAgainst, useBaselineTheme, usePeriod, useSnapshot, useTheme } from '../selectors.ts';
import { usePrinting } from '../use-printing.ts';
import { MARKS, shown, useSay } from '../words.ts';

/** Units that are printed: five pages of them. */
const MOST = 200;

/** The ranking on paper, where nothing scrolls: every unit, or of very many the first. */
export function PrintedRanking() {
  return usePrinting() ? <Rows /> : null;
}

function Rows() {
  const say = useSay();
  const { lang, intervals } = useParts('lang', 'intervals');
  const { units, periods } = useSnapshot();
  const theme = useTheme()!;
  const baseline = useBaselineTheme();
  const p = usePeriod();
  const q = useAgainst();
  const from = p * units.length;
  const rankOf = (u: number) => theme.rank[from + u]!;
  const ranked = units.map((_, u) => u).filter((u) => !Number.isNaN(rankOf(u)));
  const order = [
    ...ranked.sort((a, b) => rankOf(a) - rankOf(b)),
    ...units.map((_, u) => u).filter((u) => Number.isNaN(rankOf(u))),
  ];
  const known = order.map((u) => theme.values[from + u]!).filter((value) => !Number.isNaN(value));
  const [low, high] = [known.reduce((a, b) => Math.min(a, b), 0), known.reduce((a, b) => Math.max(a, b), 0)];
  const ofNode = baseline ? undefined : intervals?.nodes[theme.id];
  const hasGrades = theme.classes.some(({ label }) => label !== undefined);
  const rest = order.length - MOST;
  const intervalOf = (u: number) => {
    const [least, most] = [ofNode?.low[from + u], ofNode?.high[from + u]];
    return least === undefined || most === undefined || Number.isNaN(least) ? '' : ` (${least}–${most})`;
  };
  const movedOf = (u: number) => {
    const before = baseline ? baseline.rank[from + u]! : theme.rank[q * units.length + u]!;
    const moved = before - rankOf(u);
    if (Number.isNaN(moved) || moved === 0) return '';
    return moved > 0 ? `▲${moved}` : `▼${-moved}`;
  };
  return (
    <section className="panel printed-ranking">
      <h2>
        {say('Ranking', '排名')} {periods[p]}
        {say(': ', '：')}
        {theme.title[lang]}
        {theme.unit ? ` (${theme.unit[lang]})` : ''}
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              {say('Rank', '名次')}
            </th>
            <th scope="col">{say('Unit', '单元')}</th>
            <td />
            <th scope="col" className="number">
              {say('Value', '数值')}
            </th>
            {hasGrades && <th scope="col">{say('Grade', '等级')}</th>}
            <th scope="col">
              {baseline
                ? say('Change against the study', '较原研究变化')
                : say(`Change since ${periods[q]}`, `较 ${periods[q]} 年变化`)}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.slice(0, MOST).map((u) => {
            const grade = theme.grade[from + u]!;
            const value = theme.values[from + u]!;
            return (
              <tr key={units[u]!.id}>
                <td className="number">
                  {Number.isNaN(rankOf(u)) ? '–' : rankOf(u)}
                  {intervalOf(u)}
                </td>
                <th scope="row">{units[u]!.name[lang]}</th>
                <td>
                  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect
                      width={Number.isNaN(value) ? 0 : (100 * (value - low)) / (high - low || 1)}
                      height="10"
                      fill={theme.colours[grade - 1] ?? 'none'}
                    />
                  </svg>
                </td>
                <td className="number">
                  {shown(value)}
                  {theme.status ? MARKS[theme.status[from + u]!] : ''}
                </td>
                {hasGrades && <td>{theme.classes[grade - 1]?.label?.[lang] ?? '–'}</td>}
                <td>{movedOf(u)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rest > 0 && (
        <p>
          {say(
            `${rest} more units are not printed. The view “Table of everything” exports all of them as CSV.`,
            `另有 ${rest} 个单元未打印，可在“全部数据表”视图中导出 CSV 查看全部。`,
          )}
        </p>
      )}
      {ofNode && (
        <p>
          {say(
            `In parentheses: where the rank lies in 90 % of ${intervals!.replicates} replicates.`,
            `括号内为 ${intervals!.replicates} 次重复中 90% 的名次范围。`,
          )}
        </p>
      )}
    </section>
  );
}
