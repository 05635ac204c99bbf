import { useState } from 'react';
import { Refused } from '../client.ts';
import { compared } from '../compare.ts';
import { useParts, usePlace } from '../parts.ts';
import { useSnapshot } from '../selectors.ts';
import type { MethodDescribed, Snapshot } from '../snapshot.ts';
import { deep } from '../store.ts';
import { fixed, useSay } from '../words.ts';

interface Found {
  id: string;
  rho?: number;
  largest?: { name: { en: string; zh: string }; by: number };
  refused?: { en: string; zh: string };
}

/** What the other methods of a step would change: correlation of the ranks, and who moves most. */
export function Alternatives({
  stage,
  now,
  methods,
  onChoose,
}: {
  stage: string;
  now: string;
  methods: readonly MethodDescribed[];
  onChoose(id: string): void;
}) {
  const say = useSay();
  const { lang } = useParts('lang');
  const place = usePlace('overlay');
  const snapshot = useSnapshot();
  const [found, setFound] = useState<Found[]>([]);
  const [isRunning, setRunning] = useState(false);
  const compare = async () => {
    setFound([]);
    setRunning(true);
    for (const { id } of methods) {
      if (id === now) continue;
      const method = (place.overlay.method ?? {}) as Record<string, unknown>;
      try {
        const other = await deep.ask('score', {
          overlay: { ...place.overlay, method: { ...method, [stage]: id } },
        });
        setFound((before) => [...before, { id, ...moves(snapshot, other) }]);
      } catch (error) {
        const first = error instanceof Refused ? error.problems[0] : undefined;
        const refused = first?.why ?? { en: String(error), zh: String(error) };
        setFound((before) => [...before, { id, refused }]);
      }
    }
    setRunning(false);
  };
  const titleOf = (id: string) => methods.find((one) => one.id === id)!.title[lang];
  return (
    <>
      <h3>{say('What would change', '换用其他方法会怎样')}</h3>
      <button type="button" disabled={isRunning || methods.length < 2} onClick={() => void compare()}>
        {say('Compare the alternatives', '比较各方法')}
      </button>
      {found.length > 0 && (
        <div className="table-scroll alternatives">
          <table>
            <thead>
              <tr>
                <th scope="col">{say('Method', '方法')}</th>
                <th scope="col">{say('Rank correlation', '名次相关')}</th>
                <th scope="col">{say('Largest move', '最大变动')}</th>
                <th scope="col">
                  <span className="visually-hidden">{say('Choose', '选用')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {found.map(({ id, rho, largest, refused }) => (
                <tr key={id}>
                  <th scope="row">{titleOf(id)}</th>
                  {refused ? (
                    <td colSpan={2}>
                      {OWN_INPUT.has(id)
                        ? say(
                            'needs input of its own: choose it above and fill it in',
                            '需要另行输入：请在上方选择后填写',
                          )
                        : say(`cannot be used here: ${refused.en}`, `此处不可用：${refused.zh}`)}
                    </td>
                  ) : (
                    <>
                      <td className="number">{fixed(rho!, 3)}</td>
                      <td>
                        {largest &&
                          `${largest.name[lang]} ${largest.by > 0 ? '▲' : '▼'}${Math.abs(largest.by)}`}
                      </td>
                    </>
                  )}
                  <td>
                    {!refused && (
                      <button type="button" onClick={() => onChoose(id)}>
                        {say('Choose', '选用')}
                        <span className="visually-hidden"> {titleOf(id)}</span>
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** Methods that nothing can be computed with before something is given to them. */
const OWN_INPUT = new Set(['given', 'ahp', 'combined', 'goalposts', 'manual']);

/** Spearman's correlation at the root in the last period, and the largest move. */
function moves(a: Snapshot, b: Snapshot): Pick<Found, 'rho' | 'largest'> {
  const found = compared(a, b, undefined, a.periods.at(-1)!);
  const largest = found?.movers[0];
  return {
    rho: found?.rho ?? Number.NaN,
    ...(largest ? { largest: { name: largest.name, by: largest.moved } } : {}),
  };
}
