import { go, useStore } from './store.ts';

/** Selects a unit; with `isMore` besides those that are selected already, or not any more. */
export function select(id: string, isMore = false): void {
  const { selected } = useStore.getState().place;
  const isOnlyOne = selected.length === 1 && selected[0] === id;
  if (!isMore) go({ selected: isOnlyOne ? [] : [id] });
  else go({ selected: selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id] });
}

export function selectAll(ids: readonly string[]): void {
  go({ selected: [...ids] });
}

export function hover(unit: number | undefined): void {
  if (useStore.getState().hover !== unit) useStore.setState({ hover: unit });
}
