import { useEffect, useState } from 'react';
import type { VariableFound } from '../protocol.ts';
import { deep, useStore } from '../store.ts';

/** The variables of the data tables; empty while they are looked for. */
export function useVariables(): readonly VariableFound[] {
  const baseline = useStore((state) => state.baseline);
  const [found, setFound] = useState<VariableFound[]>([]);
  useEffect(() => {
    let isWanted = baseline !== undefined;
    deep.ask('variables', {}).then(
      (variables) => isWanted && setFound(variables),
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [baseline]);
  return found;
}

/** The title of a written node in a language; its id where it has none. */
export function titleOf(node: Record<string, unknown>, lang: 'en' | 'zh'): string {
  const { title, id } = node;
  if (typeof title === 'string' && title !== '') return title;
  const own = (title as Record<string, unknown> | null | undefined)?.[lang];
  return typeof own === 'string' && own !== '' ? own : String(id ?? '–');
}
