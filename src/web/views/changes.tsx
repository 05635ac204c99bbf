import { useEffect, useState } from 'react';
import type { Text } from '../../core/text.ts';
import { type Comparison, compared, type Pair } from '../compare.ts';
import { overlayOf } from '../overlay.ts';
import { usePeriod, useSnapshot, useTheme } from '../selectors.ts';
import type { Snapshot } from '../snapshot.ts';
import { deep, failed, useStore } from '../store.ts';
import { select } from '../use-selection.ts';
import { fixed, useSay } from '../words.ts';
import './changes.css';
import { Plot } from './plot.tsx';

/** Units that are named; the rest is counted. */
const NAMED = 12;
const SAVED = '';

/** Which conclusions of the study, or of a saved scenario, do not hold under the what-if. */
export default function Changes() {
  const say = useSay();
  const { baseline, scenarios, intervals } = useStore();
  const snapshot = useSnapshot();
  const theme = useTheme()!;
  const p = usePeriod();
  const [against, setAgainst] = useState(SAVED);
  const text = scenarios.find(({ id }) => id === against)?.text;
  const other = useOther(text);
  const before = text === undefined ? baseline : other;
  const period = snapshot.periods[p]!;
  const found =
    before && compared(before, snapshot, theme.id, period, text === undefined ? intervals : undefined);
  return (
    <>
      <label className="inline">
        {say('Compared with', '对比')}{' '}
        <select
          value={text === undefined ? SAVED : against}
          onChange={(event) => setAgainst(event.target.value)}
        >
          <option value={SAVED}>{say('the study as saved', '原研究')}</option>
          {scenarios.map(({ id, title }) => (
            <option key={id} value={id}>
              {say(`scenario ${title || id}`, `情景 ${title || id}`)}
            </option>
          ))}
        </select>
      </label>
      {!before && <p className="waiting">{say('Computing …', '正在计算……')}</p>}
      {before && !found && (
        <p>{say(`The other has no period ${period}.`, `对比对象没有 ${period} 时期。`)}</p>
      )}
      {found && (
        <div className="changes">
          <Facts found={found} isCounting={text === undefined && !intervals} />
          <div className="chart">
            <Plot
              points={found.pairs.map(({ id, name, a, b }) => ({
                ...{ id, name, x: a.score, y: b.score },
                u: snapshot.units.findIndex((unit) => unit.id === id),
              }))}
              across={
                text === undefined
                  ? say('the study as saved', '原研究')
                  : say(`scenario ${against}`, `情景 ${against}`)
              }
              up={say('what if', '假设情景')}
              isSquare
              label={say(
                `${found.node.title.en} in ${period}, what if against before: ${found.pairs.length} units, rank correlation ${fixed(found.rho)}`,
                `${period} 年${found.node.title.zh}，假设情景与之前：${found.pairs.length} 个单元，名次相关 ${fixed(found.rho)}`,
              )}
            />
            <p className="quiet">
              {say(
                `${found.node.title.en}. Above the line: a higher score than before.`,
                `${found.node.title.zh}。线以上：得分高于之前。`,
              )}
            </p>
          </div>
        </div>
      )}
    </>
  );
}

/** A scenario as it comes out. */
function useOther(text: string | undefined): Snapshot | undefined {
  const [found, setFound] = useState<{ text: string; snapshot: Snapshot }>();
  useEffect(() => {
    if (text === undefined) return;
    let isOver = false;
    deep.ask('score', { overlay: overlayOf(text) }).then(
      (snapshot) => {
        if (!isOver) setFound({ text, snapshot });
      },
      (error) => {
        if (!isOver) failed(error);
      },
    );
    return () => {
      isOver = true;
    };
  }, [text]);
  return found?.text === text ? found?.snapshot : undefined;
}

function Facts({ found, isCounting }: { found: Comparison; isCounting: boolean }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const { pairs, rho, top, beyond, grades, obstacles, movers, only, node, period } = found;
  const classes = useSnapshot().nodes.find(({ id }) => id === node.id)?.classes ?? [];
  const gradeOf = (grade: number) => classes[grade - 1]?.label?.[lang] ?? String(grade);
  const ranks = ({ a, b }: Pair) => `${a.rank} → ${b.rank}`;
  return (
    <div
      className="facts-scroll"
      tabIndex={0}
      role="region"
      aria-label={say('Conclusions that change', '改变的结论')}
    >
      <dl className="facts">
        <dt>{say('Rank correlation', '名次相关')}</dt>
        <dd>
          <strong>{fixed(rho)}</strong>{' '}
          <span className="quiet">
            {say(
              `Spearman, ${node.title.en}, ${period}, ${pairs.length} units`,
              `斯皮尔曼，${node.title.zh}，${period} 年，${pairs.length} 个单元`,
            )}
          </span>
        </dd>
        <dt>{say(`The best ${top.size}`, `前 ${top.size} 名`)}</dt>
        <dd>
          {top.left.length + top.entered.length === 0 ? (
            say('stay the same.', '不变。')
          ) : (
            <>
              {top.left.length > 0 && say('Out: ', '退出：')}
              <Units pairs={top.left} about={ranks} /> {top.entered.length > 0 && say('In: ', '进入：')}
              <Units pairs={top.entered} about={ranks} />
            </>
          )}
        </dd>
        <dt>{say('Ranks beyond their interval', '超出区间的名次')}</dt>
        <dd>
          {beyond ? (
            <Units
              pairs={beyond}
              about={ranks}
              none={say('None: no rank leaves its interval of 90 %.', '无：所有名次都在 90% 区间内。')}
            />
          ) : isCounting ? (
            say('The intervals are still being counted.', '名次区间仍在计算。')
          ) : (
            say('Intervals are counted for the study as saved.', '名次区间仅针对原研究计算。')
          )}
        </dd>
        <dt>{say('Grades', '等级')}</dt>
        <dd>
          {grades ? (
            <Units
              pairs={grades}
              about={({ a, b }) => `${gradeOf(a.grade)} → ${gradeOf(b.grade)}`}
              none={say('No grade changes.', '等级均不变。')}
            />
          ) : (
            say('The number of grades differs.', '等级数不同。')
          )}
        </dd>
        <dt>{say('First obstacle', '首要障碍因素')}</dt>
        <dd>
          <Units
            pairs={obstacles.map(({ pair }) => pair)}
            about={(pair) => {
              const { from, to } = obstacles.find((one) => one.pair === pair)!;
              return `${from[lang]} → ${to[lang]}`;
            }}
            none={say('The same for every unit.', '各单元均不变。')}
          />
        </dd>
        <dt>{say('Largest moves', '最大变动')}</dt>
        <dd>
          <Units
            pairs={movers}
            about={(pair) => `${pair.moved > 0 ? '▲' : '▼'}${Math.abs(pair.moved)} (${ranks(pair)})`}
            none={say('No rank changes.', '名次均不变。')}
          />
        </dd>
        {only.a.length > 0 && <Only title={say('Without a score now', '现无得分')} names={only.a} />}
        {only.b.length > 0 && <Only title={say('With a score only now', '仅现有得分')} names={only.b} />}
      </dl>
    </div>
  );
}

function Only({ title, names }: { title: string; names: readonly Text[] }) {
  const lang = useStore((state) => state.lang);
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {names
          .slice(0, NAMED)
          .map((name) => name[lang])
          .join(lang === 'zh' ? '、' : ', ')}
        {names.length > NAMED && ` +${names.length - NAMED}`}
      </dd>
    </>
  );
}

function Units({ pairs, about, none }: { pairs: readonly Pair[]; about(pair: Pair): string; none?: string }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const selected = useStore((state) => state.place.selected);
  if (pairs.length === 0) return none ?? null;
  return (
    <ul className="inline">
      {pairs.slice(0, NAMED).map((pair) => (
        <li key={pair.id}>
          <button
            type="button"
            aria-pressed={selected.includes(pair.id)}
            onClick={(event) => select(pair.id, event.shiftKey || event.ctrlKey)}
          >
            {pair.name[lang]} <span className="number">{about(pair)}</span>
          </button>
        </li>
      ))}
      {pairs.length > NAMED && <li>{say(`and ${pairs.length - NAMED} more`, `等 ${pairs.length} 个`)}</li>}
    </ul>
  );
}
