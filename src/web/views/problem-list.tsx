import type { Problem } from '../../core/problem.ts';
import { useStore } from '../store.ts';

/** Problems as sentences: where, what was seen, why that will not do, and what helps. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const lang = useStore((state) => state.lang);
  return (
    <ul>
      {problems.slice(0, 100).map((problem, i) => (
        <li key={`${problem.code}${i}`}>
          <strong>{typeof problem.where === 'string' ? problem.where : problem.code}</strong>
          {': '}
          {problem.saw[lang]}. {problem.why[lang]}. <em>{problem.fix[lang]}.</em>
        </li>
      ))}
    </ul>
  );
}
