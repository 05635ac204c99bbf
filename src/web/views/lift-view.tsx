import { useEffect, useState } from 'react';
import type { Change, Lift } from '../../study/lift.ts';
import { live, useStore } from '../store.ts';
import { fixed, shown, useSay } from '../words.ts';

/** What would lift the unit one grade, or to a score that is asked for, told as the arithmetic that it is. */
export function LiftView({ unit, period, node }: { unit: string; period: number; node: string }) {
  const say = useSay();
  const place = useStore((state) => state.place);
  const [found, setFound] = useState<Lift>();
  const [isOpen, setOpen] = useState(false);
  const [draft, setDraft] = useState('');
  const [target, setTarget] = useState<number>();
  useEffect(() => {
    if (!isOpen) return;
    let isOver = false;
    live
      .ask('lift', {
        overlay: place.overlay,
        unit,
        period,
        node,
        ...(target === undefined ? {} : { target }),
      })
      .then(
        (lift) => {
          if (!isOver) setFound(lift);
        },
        () => {},
      );
    return () => {
      isOver = true;
    };
  }, [isOpen, unit, period, node, target, place.overlay]);
  return (
    <details className="lift" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('What would lift it', '提升需要什么')}</summary>
      <p className="quiet">
        {say(
          'What single indicators, and the best few together, would have to be for the unit to have the next grade. Set a score to see what would reach that instead. It is arithmetic with all else held (weights, other units, class limits), no forecast and no advice.',
          '单元升一级时，单项指标（或最关键的几项合力）须达到的数值。也可设定目标得分，查看达到该得分所需的数值。仅为其他条件（权重、其他单元、分级界限）不变时的算术结果，不是预测或建议。',
        )}
      </p>
      <form
        className="inline"
        onSubmit={(event) => {
          event.preventDefault();
          setTarget(draft === '' ? undefined : Number(draft));
        }}
      >
        <label className="inline">
          {say('To the score (empty = one grade)', '目标得分（留空为提升一级）')}{' '}
          <input type="number" step="any" value={draft} onChange={(event) => setDraft(event.target.value)} />
        </label>
        <button type="submit">{say('Show', '显示')}</button>
      </form>
      {found?.status === 'no-score' && <p>{say('There is no score to lift.', '没有得分，无从提升。')}</p>}
      {found?.status === 'highest' && <p>{say('It has the highest grade already.', '已是最高等级。')}</p>}
      {found?.status === 'reached' && (
        <p>
          {say(
            `Its score of ${fixed(found.score, 4)} is as high already.`,
            `得分 ${fixed(found.score, 4)} 已达到目标。`,
          )}
        </p>
      )}
      {found?.status === 'liftable' && <Lifted found={found} />}
    </details>
  );
}

function Lifted({ found }: { found: Lift }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const { score, next, target, single, together, isAtLimit, notes } = found;
  return (
    <>
      <p>
        {next
          ? say(
              `Score ${fixed(score, 4)}; above ${fixed(next.limit, 4)} it has grade ${next.label?.en ?? next.grade}.`,
              `得分 ${fixed(score, 4)}，高于 ${fixed(next.limit, 4)} 即为等级 ${next.label?.zh ?? next.grade}。`,
            )
          : say(
              `Score ${fixed(score, 4)}; asked for ${fixed(target!, 4)}.`,
              `得分 ${fixed(score, 4)}，目标 ${fixed(target!, 4)}。`,
            )}
      </p>
      {!isAtLimit && (
        <>
          <h4>{say('One indicator alone', '仅改变一项指标')}</h4>
          {single.length === 0 && <p>{say('None of them is enough.', '没有一项足够。')}</p>}
          <Changes changes={single.slice(0, 6)} />
        </>
      )}
      {!isAtLimit && together && (
        <>
          <h4>
            {together.isReached
              ? say(
                  `Together, each ${(100 * together.share).toFixed(1)} % of the way to the best`,
                  `合力提升，各走完通往最优值的 ${(100 * together.share).toFixed(1)}%`,
                )
              : say(
                  `Not even all of them together: at their best the score is ${fixed(together.score, 4)}`,
                  `即使全部达到最优值也不足：此时得分为 ${fixed(together.score, 4)}`,
                )}
          </h4>
          <Changes changes={together.changes} />
        </>
      )}
      {notes.map((note) => (
        <p key={note.en} className="quiet">
          {note[lang]}
        </p>
      ))}
    </>
  );
}

function Changes({ changes }: { changes: readonly Omit<Change, 'score'>[] }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  return (
    <ul>
      {changes.map(({ id, title, unit, from, to, percent, beyond }) => (
        <li key={id}>
          {title[lang]}: {shown(from)} → {shown(to)} {unit?.[lang]}
          {Number.isNaN(percent) ? '' : ` (${percent > 0 ? '+' : ''}${fixed(percent, 1)} %)`}
          {beyond && <em> {say('beyond what was observed', '超出观测范围')}</em>}
        </li>
      ))}
    </ul>
  );
}
