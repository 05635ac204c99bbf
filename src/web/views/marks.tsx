import { useMemo } from 'react';
import { usePlace } from '../parts.ts';
import { type Fill, useSnapshot } from '../selectors.ts';
import type { MapShapes } from '../snapshot.ts';
import { useStore } from '../store.ts';
import { hover, select } from '../use-selection.ts';

export interface ShapesProps {
  map: MapShapes;
  fill: Fill;
  /** Percent of the width, from the left, that is left out. */
  clip?: number;
  /** Whether it answers to the pointer. */
  isLive?: boolean;
}

/** What the pointer does on a map, by the unit that lies under it. */
export function usesPointer(unitAt: (event: React.PointerEvent | React.MouseEvent) => number | undefined) {
  return {
    onPointerMove: (event: React.PointerEvent) => hover(unitAt(event)),
    onClick: (event: React.MouseEvent) => {
      const unit = unitAt(event);
      if (unit !== undefined)
        select(useStore.getState().shown!.units[unit]!.id, event.shiftKey || event.ctrlKey || event.metaKey);
    },
  };
}

/** Outlines of the units that are selected, and of the one under the pointer. */
export function Marks({ map, isLive }: { map: MapShapes; isLive: boolean }) {
  const hovered = useStore((state) => (isLive ? state.hover : undefined));
  const { selected } = usePlace('selected');
  const { units } = useSnapshot();
  const outlined = useMemo(() => {
    if (selected.length === 0) return [];
    const chosen = new Set(selected);
    return map.shapes.filter(({ unit }) => unit >= 0 && chosen.has(units[unit]?.id ?? ''));
  }, [map, selected, units]);
  const under = hovered === undefined ? [] : map.shapes.filter(({ unit }) => unit === hovered);
  return (
    <g className="marks">
      {outlined.map(({ path }, i) => (
        <path key={`halo ${i}`} d={path} className="halo" />
      ))}
      {outlined.map(({ path }, i) => (
        <path key={i} d={path} className="selected" />
      ))}
      {under.map(({ path }, i) => (
        <path key={i} d={path} className="hovered" />
      ))}
    </g>
  );
}
