import { type DragEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import {
  dropped,
  type Side,
  type Step,
  stepped,
  type WrittenNode,
  writtenNodes,
} from '../../study/edit-index.ts';
import type { Path } from '../../study/edit-text.ts';
import { readYaml } from '../../study/yaml-text.ts';
import { edit, useDraft } from '../draft.ts';
import { problemsByNode } from '../node-problems.ts';
import { useStore } from '../store.ts';
import { fixed, useSay } from '../words.ts';
import { handWeights, WeightsByHand } from './hand-weights.tsx';
import { NodeForm } from './node-form.tsx';
import { ProblemLine } from './problem-line.tsx';
import { titleOf, useVariables } from './use-variables.ts';

const ARROWS: Record<string, Step> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'out',
  ArrowRight: 'in',
};

/** The index as a tree that can be built and rearranged, by dragging or with Alt and the arrows. */
export function IndexEditor() {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const saved = useStore((state) => state.text);
  const { text: draft, problems } = useDraft();
  const now = draft ?? saved;
  const { study, nodes } = useMemo(() => {
    const { value } = readYaml(now, 'study.yaml');
    return { study: value, nodes: writtenNodes(value) };
  }, [now]);
  const { at, rest } = useMemo(() => problemsByNode(problems, nodes), [problems, nodes]);
  const variables = useVariables();
  const [chosen, setChosen] = useState<string>();
  const [heard, setHeard] = useState('');
  const focusNext = useRef<string>(undefined);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const key = focusNext.current;
    if (key === undefined) return;
    focusNext.current = undefined;
    list.current?.querySelector<HTMLElement>(`[data-path="${key}"] .node-name`)?.focus();
  });
  if (nodes.length === 0)
    return (
      <p className="empty">
        {say(
          'The text cannot be read, so that its index cannot be shown. Mend the text below, or undo.',
          '文本无法解读，指标体系无法显示。请修正下方文本，或撤销。',
        )}
      </p>
    );
  const weights = handWeights(study);

  const choose = (path: Path | undefined, isFocused = false) => {
    const key = path?.join('.');
    setChosen(key);
    if (isFocused) focusNext.current = key;
  };
  const step = (one: WrittenNode, which: Step, isFocused: boolean) => {
    const move = stepped(nodes, one.path, which);
    const name = titleOf(one.node, lang);
    if (move?.do !== 'move') {
      setHeard(say(`${name} cannot go there.`, `${name} 无法移到该处。`));
      return;
    }
    edit([move]);
    const parent = nodes.find(({ path }) => path.join() === move.to.slice(0, -2).join());
    const place = Number(move.to.at(-1)) + 1;
    const into = parent ? titleOf(parent.node, lang) : '';
    setHeard(say(`${name}: place ${place} in ${into}`, `${name}：${into} 第 ${place} 位`));
    setChosen((before) => (before === one.path.join('.') ? move.to.join('.') : before));
    if (isFocused) focusNext.current = move.to.join('.');
  };
  const onKey = (one: WrittenNode) => (event: KeyboardEvent) => {
    const which = event.altKey ? ARROWS[event.key] : undefined;
    if (!which) return;
    event.preventDefault();
    step(one, which, true);
  };
  const drop = (from: Path, onto: Path, side: Side) => {
    const move = dropped(nodes, from, onto, side);
    if (move?.do !== 'move') return;
    edit([move]);
    choose(move.to, true);
  };

  return (
    <div className="index-editor">
      <div className="panel-head">
        <h3>{say('Index', '指标体系')}</h3>
        <WeightsByHand study={study} nodes={nodes} />
      </div>
      <p className="quiet">
        {say(
          'Choose a row to edit it. Drag rows, or press Alt with an arrow: up and down among the siblings, right into a dimension, left out of it.',
          '选中一行即可编辑。可拖动各行，或按 Alt 加方向键：上下移动，向右移入维度，向左移出。',
        )}
      </p>
      <p className="visually-hidden" role="status">
        {heard}
      </p>
      <ul className="node-list" ref={list}>
        {nodes.map((one) => {
          const key = one.path.join('.');
          const own = at.get(key) ?? [];
          const isChosen = chosen === key;
          const weight = weights?.[String(one.node.id)];
          return (
            <li key={key} data-path={key} data-depth={Math.min(one.depth, 5)}>
              <Row one={one} onDrop={drop}>
                <button
                  type="button"
                  className="node-name"
                  aria-expanded={isChosen}
                  onKeyDown={onKey(one)}
                  onClick={() => choose(isChosen ? undefined : one.path)}
                >
                  <span className={one.isDimension ? 'node-dimension' : undefined}>
                    {titleOf(one.node, lang)}
                  </span>{' '}
                  <span className="quiet">{summary(one, say)}</span>
                </button>
                {weight !== undefined && <span className="number">{fixed(weight, 3)}</span>}
                {own.length > 0 && (
                  <span className="badge">
                    {say(own.length === 1 ? '1 problem' : `${own.length} problems`, `${own.length} 个问题`)}
                  </span>
                )}
              </Row>
              {own.length > 0 && (
                <ul className="node-problems">
                  {own.map((problem, i) => (
                    <ProblemLine key={i} problem={problem} isShort />
                  ))}
                </ul>
              )}
              {isChosen && (
                <NodeForm
                  key={key}
                  one={one}
                  nodes={nodes}
                  study={study}
                  variables={variables}
                  onStep={(which) => step(one, which, false)}
                  onChoose={choose}
                />
              )}
            </li>
          );
        })}
      </ul>
      {rest.length > 0 && rest.length < problems.length && (
        <p className="quiet">
          {say(`${rest.length} more below the text.`, `另有 ${rest.length} 个问题，见文本下方。`)}
        </p>
      )}
    </div>
  );
}

function summary({ node, isDimension }: WrittenNode, say: (en: string, zh: string) => string): string {
  if (isDimension) return String(node.id ?? '');
  const direction =
    node.direction === 'benefit'
      ? say('more is better', '越大越好')
      : node.direction === 'cost'
        ? say('less is better', '越小越好')
        : say('no direction yet', '未定方向');
  return `${node.id} · ${direction}`;
}

/** A row that can be dragged, and onto which others can. */
function Row({
  one,
  onDrop,
  children,
}: {
  one: WrittenNode;
  onDrop(from: Path, onto: Path, side: Side): void;
  children: React.ReactNode;
}) {
  const [side, setSide] = useState<Side>();
  const sideOf = (event: DragEvent): Side => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientY - top) / height;
    if (one.depth === 0) return 'inside';
    if (one.isDimension && share > 0.25 && share < 0.75) return 'inside';
    return share < 0.5 ? 'before' : 'after';
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a way besides the buttons and keys
    <div
      className="node-row"
      data-side={side}
      draggable={one.depth > 0}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', JSON.stringify(one.path));
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setSide(sideOf(event));
      }}
      onDragLeave={() => setSide(undefined)}
      onDrop={(event) => {
        event.preventDefault();
        setSide(undefined);
        const from = pathIn(event.dataTransfer.getData('text/plain'));
        if (from) onDrop(from, one.path, sideOf(event));
      }}
    >
      {children}
    </div>
  );
}

/** The path that a dragged row carries; anything else that is dropped here is none. */
function pathIn(text: string): Path | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value[0] === 'index' ? (value as Path) : undefined;
  } catch {
    return undefined;
  }
}
