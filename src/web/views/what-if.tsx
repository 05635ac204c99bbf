import { lazy, Suspense, useMemo, useState } from 'react';
import { saveScenario } from '../beside.ts';
import { changesInWords } from '../changes-in-words.ts';
import { useParts, usePlace } from '../parts.ts';
import { useSnapshot } from '../selectors.ts';
import { change, redo, undo, writeToStudy } from '../store.ts';
import { STAGES, useSay } from '../words.ts';

const Changes = lazy(() => import('./changes.tsx'));

/** Says that what is shown differs from the study, how, and what moved. */
export function WhatIf() {
  const say = useSay();
  const {
    lang,
    catalogue,
    baseline,
    undo: before,
    redo: after,
  } = useParts('lang', 'catalogue', 'baseline', 'undo', 'redo');
  const place = usePlace('overlay');
  const shown = useSnapshot();
  const [name, setName] = useState('');
  const [isOpen, setOpen] = useState(false);
  const names = {
    // What is left out is named by the study as it is saved.
    units: [...shown.units, ...(baseline?.units ?? [])],
    indicators: [...shown.indicators, ...(baseline?.indicators ?? [])],
    stages: STAGES,
    methods: [...shown.steps, ...(catalogue?.methods ?? [])],
  };
  const parts = changesInWords(place.overlay, names, lang);
  const moved = useMemo(() => {
    if (!baseline || parts.length === 0) return undefined;
    const [old, now] = [baseline.nodes[0]!, shown.nodes[0]!];
    const sameRows =
      baseline.units.length === shown.units.length && baseline.periods.length === shown.periods.length;
    if (!sameRows) return undefined;
    let [ranks, grades, most] = [0, 0, 0];
    now.rank.forEach((rank, row) => {
      const by = Math.abs(rank - old.rank[row]!);
      if (by > 0) ranks++;
      if (by > most) most = by;
      if (now.grade[row] !== old.grade[row]) grades++;
    });
    return { ranks, grades, most };
  }, [baseline, shown, parts.length]);
  if (parts.length === 0 && after.length === 0) return null;
  return (
    <section className="what-if" aria-label={say('What if', '假设情景')}>
      <p role="status">
        <strong>
          {say(
            `What if: ${parts.length} ${parts.length === 1 ? 'change' : 'changes'}.`,
            `假设情景：${parts.length} 处更改。`,
          )}
        </strong>{' '}
        {moved &&
          say(
            `${moved.ranks} ranks and ${moved.grades} grades changed; the largest move is ${moved.most}.`,
            `${moved.ranks} 个名次、${moved.grades} 个等级发生变化，最大变动 ${moved.most} 位。`,
          )}{' '}
        <span className="quiet">{parts.slice(0, 6).join(' · ')}</span>
        {parts.length > 6 && ' …'}
      </p>
      <div className="inline">
        <button type="button" disabled={before.length === 0} onClick={undo}>
          {say('Undo', '撤销')}
        </button>
        <button type="button" disabled={after.length === 0} onClick={redo}>
          {say('Redo', '重做')}
        </button>
        {parts.length > 0 && (
          <>
            <button type="button" onClick={() => change({})}>
              {say('Reset', '还原')}
            </button>
            <form
              className="inline"
              onSubmit={(event) => {
                event.preventDefault();
                void import('../overlay.ts').then(({ overlayText }) =>
                  saveScenario(fileName(name), overlayText(place.overlay, name)),
                );
              }}
            >
              <label className="inline">
                <span className="visually-hidden">{say('Name of the scenario', '情景名称')}</span>
                <input
                  type="text"
                  value={name}
                  required
                  maxLength={60}
                  placeholder={say('name of the scenario', '情景名称')}
                  onChange={(event) => setName(event.target.value)}
                />
              </label>
              <button type="submit">{say('Save as scenario', '存为情景')}</button>
            </form>
            <button type="button" onClick={() => void writeToStudy()}>
              {say('Write to study', '写入研究')}
            </button>
          </>
        )}
      </div>
      {parts.length > 0 && (
        <details className="what-if-changes" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{say('Which conclusions change', '哪些结论改变')}</summary>
          {isOpen && (
            <Suspense fallback={null}>
              <Changes />
            </Suspense>
          )}
        </details>
      )}
    </section>
  );
}

function fileName(title: string): string {
  return title
    .trim()
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')
    .slice(0, 60);
}
