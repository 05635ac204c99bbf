import { useState } from 'react';
import { movedWeight } from '../move-weight.ts';
import { useParts, usePlace } from '../parts.ts';
import { useSnapshot } from '../selectors.ts';
import type { TreeNode } from '../snapshot.ts';
import { change, go } from '../store.ts';
import { fixed, useSay } from '../words.ts';

/** The index as a tree: what is chosen here is what every view shows; weights as bars that can be set. */
export function IndexTree({ onClose }: { onClose(): void }) {
  const say = useSay();
  const snapshot = useSnapshot();
  const { lang } = useParts('lang');
  const place = usePlace('node', 'overlay');
  const [locked, setLocked] = useState<ReadonlySet<string>>(new Set());
  const [isEditing, setEditing] = useState(false);
  const ids = snapshot.indicators.map(({ id }) => id);
  const given = (place.overlay.method as { weight?: { given?: { weights?: Record<string, number> } } })
    ?.weight?.given?.weights;
  // What was just set stands at once, before the scores that follow from it.
  const weights =
    given && ids.every((id) => id in given) ? ids.map((id) => given[id]!) : snapshot.weights[0]!;
  const largest = Math.max(...weights);
  const chosen = place.node ?? snapshot.tree.id;
  const isGiven = (place.overlay.method as { weight?: unknown } | undefined)?.weight !== undefined;

  const setWeight = (id: string, value: number) => {
    const next = movedWeight(
      [...weights],
      ids.map((one) => locked.has(one)),
      ids.indexOf(id),
      value,
    );
    const given = Object.fromEntries(ids.map((one, i) => [one, next[i]!]));
    const method = (place.overlay.method ?? {}) as Record<string, unknown>;
    change({ ...place.overlay, method: { ...method, weight: { given: { weights: given } } } });
  };
  const reset = () => {
    const { weight: _, ...method } = (place.overlay.method ?? {}) as Record<string, unknown>;
    const { method: __, ...rest } = place.overlay;
    change(Object.keys(method).length === 0 ? rest : { ...rest, method });
  };
  const leaveOut = (id: string) => {
    const without = (place.overlay.without ?? {}) as { indicators?: string[] };
    const indicators = [...new Set([...(without.indicators ?? []), id])];
    change({ ...place.overlay, without: { ...without, indicators } });
  };

  const weightOf = (node: TreeNode): number =>
    node.children
      ? node.children.reduce((sum, child) => sum + weightOf(child), 0)
      : (weights[ids.indexOf(node.id)] ?? 0);

  const item = (node: TreeNode, depth: number) => {
    const weight = weightOf(node);
    const title = node.title[lang];
    return (
      <li key={node.id}>
        <div className="tree-row" data-depth={Math.min(depth, 4)}>
          <button
            type="button"
            aria-pressed={chosen === node.id}
            title={title}
            onClick={() => go({ node: node.id })}
          >
            <span className="tree-title">{title}</span>
            <span className="tree-weight">{depth === 0 ? '' : fixed(weight, 3)}</span>
            {!node.children && (
              <svg className="tree-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width={largest > 0 ? (100 * weight) / largest : 0} height="4" />
              </svg>
            )}
          </button>
          {isEditing && !node.children && (
            <span className="tree-edit">
              <input
                type="range"
                min={0}
                max={1}
                step={0.005}
                value={weight}
                disabled={locked.has(node.id)}
                aria-label={say(`Weight of ${title}`, `${title} 的权重`)}
                aria-valuetext={fixed(weight, 3)}
                onChange={(event) => setWeight(node.id, Number(event.target.value))}
              />
              <label className="inline">
                <input
                  type="checkbox"
                  checked={locked.has(node.id)}
                  onChange={() => {
                    const next = new Set(locked);
                    if (!next.delete(node.id)) next.add(node.id);
                    setLocked(next);
                  }}
                />
                {say('lock', '锁定')}
                <span className="visually-hidden"> {title}</span>
              </label>
              <button type="button" onClick={() => leaveOut(node.id)}>
                {say('leave out', '剔除')}
                <span className="visually-hidden"> {title}</span>
              </button>
            </span>
          )}
        </div>
        {node.children && <ul>{node.children.map((child) => item(child, depth + 1))}</ul>}
      </li>
    );
  };

  return (
    <section className="panel tree" aria-label={say('Index', '指标体系')}>
      <div className="panel-head">
        <h2>{say('Index', '指标体系')}</h2>
        <button type="button" aria-pressed={isEditing} onClick={() => setEditing(!isEditing)}>
          {say('Set weights', '调整权重')}
        </button>
        <button type="button" className="tree-close" onClick={onClose}>
          {say('Close the index', '关闭指标体系')}
        </button>
        {isGiven && (
          <button type="button" onClick={reset}>
            {say('Weights of the method', '恢复方法权重')}
          </button>
        )}
      </div>
      {snapshot.weights.length > 1 && (
        <p className="quiet">{say('Weights of the first period are shown.', '显示首个时期的权重。')}</p>
      )}
      <ul className="tree-list">{item(snapshot.tree, 0)}</ul>
    </section>
  );
}
