import {
  type ReactNode,
  startTransition,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Later, pathTo, useSnapshot } from '../selectors.ts';
import { useStore } from '../store.ts';
import { useSay } from '../words.ts';
import { IndexTree } from './index-tree.tsx';
import { MapView } from './map-view.tsx';
import { PrintedRanking } from './printed-ranking.tsx';
import { Ranking } from './ranking.tsx';
import { SecondView } from './second-view.tsx';
import { UnitPanel } from './unit-panel.tsx';

/** Everything at once on a wide page; on a narrower one the index comes in a sheet, and the unit in a drawer or below. */
export function Explore() {
  const say = useSay();
  const hasMap = useStore((state) => state.map !== undefined);
  const lang = useStore((state) => state.lang);
  const node = useStore((state) => state.place.node);
  const { tree } = useSnapshot();
  const [isTreeOpen, setTreeOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a node is chosen, and its views are to be seen
  useEffect(() => setTreeOpen(false), [node]);
  useEffect(() => {
    if (isTreeOpen) desk.current!.querySelector<HTMLElement>('.tree button')?.focus();
  }, [isTreeOpen]);
  const close = () => {
    setTreeOpen(false);
    opener.current?.focus();
  };
  const found = pathTo(tree, node ?? tree.id);
  const path = (found.length > 0 ? found : [tree]).map(({ title }) => title[lang]);
  // Map and ranking first; what follows them may take a frame of its own.
  const isDrawn = useDeferredValue(true, false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the sheet from anywhere in it
    <div
      ref={desk}
      className={`desk ${hasMap ? '' : 'desk-without-map'} ${isTreeOpen ? 'is-tree-open' : ''}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isTreeOpen) return;
        event.preventDefault();
        close();
      }}
    >
      <button
        ref={opener}
        type="button"
        className="tree-opener"
        aria-expanded={isTreeOpen}
        onClick={() => setTreeOpen(!isTreeOpen)}
      >
        ☰ {say('Index: ', '指标体系：')}
        {path.join(' › ')}
      </button>
      <IndexTree onClose={close} />
      <MapView />
      <Ranking />
      <PrintedRanking />
      {isDrawn && (
        <Following>
          <UnitPanel />
          <SecondView />
        </Following>
      )}
    </div>
  );
}

/** Milliseconds that the period stays before the views that follow are drawn. */
const REST = 60;

/** Views that follow when the slider rests, and a frame after another result, so that they stand in the way of neither. */
function Following({ children }: { children: ReactNode }) {
  const now = useStore((state) => state.place.period);
  const shown = useSnapshot();
  const [period, setPeriod] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setPeriod(now)), REST);
    return () => clearTimeout(timer);
  }, [now]);
  const before = useDeferredValue(shown);
  // What points at units by their positions would point at others.
  const snapshot = before.units.length === shown.units.length ? before : shown;
  const later = useMemo(() => ({ period, snapshot }), [period, snapshot]);
  return <Later value={later}>{children}</Later>;
}
