import type { Problem } from '../../core/problem.ts';
import { useStore } from '../store.ts';

/** A problem as an item of a list; the short form where its place is plain. */
export function ProblemLine({ problem, isShort = false }: { problem: Problem; isShort?: boolean }) {
  const lang = useStore((state) => state.lang);
  const stop = lang === 'zh' ? '。' : '. ';
  return (
    <li className="note note-warning">
      {!isShort && (
        <>
          <code>{problem.where}</code>:{' '}
        </>
      )}
      {problem.saw[lang]}
      {stop}
      {problem.why[lang]}
      {stop}
      <em>
        {problem.fix[lang]}
        {stop}
      </em>
    </li>
  );
}
