import { useEffect, useState } from 'react';
import type { Change, Lift } from '../../study/lift.ts';
import { live, useStore } from '../store.ts';
import { fixed, shown, useSay } from '../words.ts';

/** What would lift the unit one grade, told as the arithmetic that it is. */
export function LiftView({ unit, period, node }: { unit: string; period: number; node: string }) {
  const say = useSay();
  const { lang, place } = useStore();
  const [found, setFound] = useState<Lift>();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    let isOver = false;
    live.ask('lift', { overlay: place.overlay, unit, period, node }).then(
      (lift) => {
        if (!isOver) setFound(lift);
      },
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [isOpen, unit, period, node, place.overlay]);
  return (
    <details className="lift" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('What would lift it one grade', '提升一个等级需要什么')}</summary>
      {found?.status === 'no-score' && <p>{say('There is no score to lift.', '没有得分，无从提升。')}</p>}
      {found?.status === 'highest' && <p>{say('It has the highest grade already.', '已是最高等级。')}</p>}
      {found?.next && (
        <>
          <p>
            {say(
              `Score ${fixed(found.score, 4)}; above ${fixed(found.next.limit, 4)} it has grade ${found.next.label?.en ?? found.next.grade}.`,
              `得分 ${fixed(found.score, 4)}，高于 ${fixed(found.next.limit, 4)} 即为等级 ${found.next.label?.zh ?? found.next.grade}。`,
            )}
          </p>
          {!found.isAtLimit && found.single.length > 0 && (
            <>
              <h4>{say('One indicator alone', '仅改变一项指标')}</h4>
              <Changes changes={found.single.slice(0, 6)} />
            </>
          )}
          {!found.isAtLimit && found.together && (
            <>
              <h4>
                {found.together.isReached
                  ? say(
                      `Together, each ${(100 * found.together.share).toFixed(1)} % of the way to the best`,
                      `合力提升，各走完通往最优值的 ${(100 * found.together.share).toFixed(1)}%`,
                    )
                  : say('Not even all of them together', '即使全部达到最优值也不足')}
              </h4>
              <Changes changes={found.together.changes} />
            </>
          )}
          {found.notes.map((note) => (
            <p key={note.en} className="quiet">
              {note[lang]}
            </p>
          ))}
        </>
      )}
    </details>
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
