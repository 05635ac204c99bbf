import { useShallow } from 'zustand/react/shallow';
import { type State, useStore } from './store.ts';
import type { Place } from './url-state.ts';

/** Parts of the state: a view is drawn again when one of these is another, and not for all the rest. */
export function useParts<K extends keyof State>(...keys: K[]): Pick<State, K> {
  return useStore(useShallow((state) => picked(state, keys)));
}

/** Parts of the place that the address holds, in the same way. */
export function usePlace<K extends keyof Place>(...keys: K[]): Pick<Place, K> {
  return useStore(useShallow((state) => picked(state.place, keys)));
}

function picked<T, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as unknown as Pick<T, K>;
}
