import { useDeferredValue } from 'react';
import { Later } from '../selectors.ts';
import { useStore } from '../store.ts';
import { IndexTree } from './index-tree.tsx';
import { MapView } from './map-view.tsx';
import { Ranking } from './ranking.tsx';
import { SecondView } from './second-view.tsx';
import { UnitPanel } from './unit-panel.tsx';

export function Explore() {
  const hasMap = useStore((state) => state.map !== undefined);
  // Map and ranking first; what follows them may take a frame of its own.
  const isDrawn = useDeferredValue(true, false);
  return (
    <div className={hasMap ? 'desk' : 'desk desk-without-map'}>
      <IndexTree />
      <MapView />
      <Ranking />
      {isDrawn && (
        <Later value={true}>
          <SecondView />
          <UnitPanel />
        </Later>
      )}
    </div>
  );
}
