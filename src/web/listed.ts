import { useEffect } from 'react';
import type { StudyListed } from './source.ts';
import { failed, source, useStore } from './store.ts';

const NONE: readonly StudyListed[] = [];

/** What there is to open; nothing until it has been read. */
export function useListed(): readonly StudyListed[] {
  const listed = useStore((state) => state.listed);
  useEffect(() => {
    if (!listed) source.studies().then((found) => useStore.setState({ listed: found }), failed);
  }, [listed]);
  return listed ?? NONE;
}
