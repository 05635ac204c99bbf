import type { WrittenNode } from '../../study/edit-index.ts';
import { isMap } from '../../study/written-choices.ts';
import { edit } from '../draft.ts';
import { useStore } from '../store.ts';
import { useSay } from '../words.ts';

export const WEIGHTS = ['method', 'weight', 'given', 'weights'] as const;

/** The weights that the study file itself gives. */
export function handWeights(study: unknown): Record<string, number> | undefined {
  const found = WEIGHTS.reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), study);
  return isMap(found) ? (found as Record<string, number>) : undefined;
}

/** Begins weights by hand from those of the method, for every indicator of the draft. */
export function WeightsByHand({ study, nodes }: { study: unknown; nodes: readonly WrittenNode[] }) {
  const say = useSay();
  const baseline = useStore((state) => state.baseline);
  if (handWeights(study) || !baseline) return null;
  const of = new Map(baseline.indicators.map(({ id }, i) => [id, baseline.weights[0]![i]!]));
  const begin = () => {
    const indicators = nodes.filter(({ isDimension }) => !isDimension).map(({ node }) => String(node.id));
    const weights = Object.fromEntries(indicators.map((id) => [id, Number((of.get(id) ?? 0).toFixed(4))]));
    edit([{ do: 'set', path: WEIGHTS.slice(0, 2), value: { given: { weights } } }]);
  };
  return (
    <button type="button" onClick={begin}>
      {say('Set weights by hand', '手工设定权重')}
    </button>
  );
}
