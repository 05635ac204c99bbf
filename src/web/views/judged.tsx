import { type Matrix, onScale, suggestions } from '../../methods/weight/comparison-matrix.ts';
import type { RandomIndex } from '../../methods/weight/random-index.ts';
import { fixed, useSay } from '../words.ts';

/** Weights of one expert as bars, and the number of all together beside. */
export function Weights({ names, own, all }: { names: string[]; own: number[]; all: number[] | undefined }) {
  const say = useSay();
  const largest = Math.max(...own);
  return (
    <table className="judged-weights">
      <caption>{say('Weights', '权重')}</caption>
      <thead className={all ? undefined : 'visually-hidden'}>
        <tr>
          <th scope="col">{say('Of', '对象')}</th>
          <th scope="col">{say('this expert', '该专家')}</th>
          {all && <th scope="col">{say('all', '合并')}</th>}
        </tr>
      </thead>
      <tbody>
        {names.map((name, i) => (
          <tr key={`${i} ${name}`}>
            <th scope="row">{name}</th>
            <td>
              <span className="judged-bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={(100 * own[i]!) / largest} height="10" />
                </svg>
                <span className="number">{fixed(own[i]!)}</span>
              </span>
            </td>
            {all && <td className="number">{fixed(all[i]!)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const LIMIT = 0.1;
/** Where the gauge ends; what is beyond stands at its end. */
const END = 0.2;

/** The consistency ratio against its limit, in words too. */
export function Gauge({ ratio, n }: { ratio: number; n: number }) {
  const say = useSay();
  if (n < 3)
    return (
      <p className="quiet">
        {say('One judgement cannot contradict another here.', '此处只有一个判断，不会自相矛盾。')}
      </p>
    );
  const isFine = ratio < LIMIT;
  const number = fixed(Math.max(0, ratio));
  const words = isFine
    ? say(
        `Consistency ratio ${number}: below 0.1, the judgements agree well enough.`,
        `一致性比率 ${number}：小于 0.1，判断基本一致。`,
      )
    : say(
        `Consistency ratio ${number}: 0.1 or more, the judgements contradict each other.`,
        `一致性比率 ${number}：达到或超过 0.1，判断相互矛盾。`,
      );
  return (
    <div className="gauge" data-fine={isFine}>
      <svg viewBox="0 0 200 16" preserveAspectRatio="none" aria-hidden="true">
        <rect className="gauge-ground" y="4" width="200" height="8" />
        <rect
          className="gauge-value"
          y="4"
          width={(200 * Math.min(END, Math.max(0, ratio))) / END}
          height="8"
        />
        <path className="gauge-limit" d={`M${(200 * LIMIT) / END} 0V16`} />
      </svg>
      <p role="status">
        <span aria-hidden="true">{isFine ? '✓ ' : '⚠ '}</span>
        {words}
      </p>
    </div>
  );
}

/** The one judgement that would mend consistency most, said as it should be. */
export function Mend({
  matrix,
  ratio,
  table,
  say: inWords,
  onTake,
}: {
  matrix: Matrix;
  ratio: number;
  table: RandomIndex;
  say(row: number, column: number, value: number): string;
  onTake(row: number, column: number, value: number): void;
}) {
  const say = useSay();
  if (!(ratio >= LIMIT)) return null;
  const best = suggestions(matrix, table, 1, onScale)[0];
  if (!best || best.consistencyRatio >= ratio)
    return (
      <p className="note note-warning">
        {say(
          'No single judgement mends this; look at several of them.',
          '改动单个判断无济于事，请检查多个判断。',
        )}
      </p>
    );
  return (
    <div className="note note-warning">
      <p>
        {say('One change would mend most:', '改动以下判断最有帮助：')}{' '}
        <strong>{inWords(best.row, best.column, best.better)}</strong>{' '}
        {say(
          `The ratio would be ${fixed(best.consistencyRatio)}.`,
          `一致性比率将为 ${fixed(best.consistencyRatio)}。`,
        )}
      </p>
      <button type="button" onClick={() => onTake(best.row, best.column, best.better)}>
        {say('Say so', '采用该判断')}
      </button>
    </div>
  );
}
