import { Later } from '../selectors.ts';
import { useStore } from '../store.ts';
import { IndexTree } from './index-tree.tsx';
import { MapView } from './map-view.tsx';
import { Ranking } from './ranking.tsx';
import { SecondView } from './second-view.tsx';
import { UnitPanel } from './unit-panel.tsx';

export function Explore() {
  const hasMap = useStore((state) => state.map !== undefined);
  return (
    <div className={hasMap ? 'desk' : 'desk desk-without-map'}>
      <IndexTree />
      <MapView />
      <Ranking />
      <Later value={true}>
        <SecondView />
        <UnitPanel />
      </Later>
    </div>
  );
}
