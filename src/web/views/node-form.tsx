import { useId, useState } from 'react';
import { DOUBTFUL } from '../../study/data-audit/direction.ts';
import { childrenOf, freeId, type Step, stepped, type WrittenNode } from '../../study/edit-index.ts';
import type { Edit, Path } from '../../study/edit-text.ts';
import { isMap } from '../../study/written-choices.ts';
import { edit } from '../draft.ts';
import type { VariableFound } from '../protocol.ts';
import { useStore } from '../store.ts';
import { useSay } from '../words.ts';
import { AddIndicator } from './add-indicator.tsx';
import { Field } from './field.tsx';
import { handWeights, WEIGHTS } from './hand-weights.tsx';
import { titleOf } from './use-variables.ts';

const STEPS: [Step, string, string][] = [
  ['up', 'Up', '上移'],
  ['down', 'Down', '下移'],
  ['in', 'In', '移入'],
  ['out', 'Out', '移出'],
];

/** What is written of a node, and what can be done with it. */
export function NodeForm({
  one,
  nodes,
  study,
  variables,
  onStep,
  onChoose,
}: {
  one: WrittenNode;
  nodes: readonly WrittenNode[];
  study: unknown;
  variables: readonly VariableFound[];
  onStep(step: Step): void;
  onChoose(path: Path | undefined, isFocused?: boolean): void;
}) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const [isAdding, setAdding] = useState(false);
  const { node, path, isDimension } = one;
  const key = path.join('.');
  const id = String(node.id ?? '');
  const isRoot = path.length < 3;
  const weights = handWeights(study);
  const set = (below: Path, value: unknown) =>
    edit([{ do: 'set', path: [...path, ...below], value }], `${key} ${below[0]}`);
  const list: Path = isDimension ? [...path, 'children'] : path.slice(0, -1);
  const place = isDimension ? childrenOf(one) : Number(path.at(-1)) + 1;

  const add = (value: Record<string, unknown>, more: Edit[] = []) => {
    const isFirst = isDimension && !Array.isArray(node.children);
    edit([
      isFirst ? { do: 'set', path: list, value: [value] } : { do: 'insert', path: [...list, place], value },
      ...more,
    ]);
    setAdding(false);
    onChoose([...list, isFirst ? 0 : place], true);
  };
  const remove = () => {
    const gone = nodes.filter((other) => path.every((step, i) => other.path[i] === step));
    const given = gone
      .map((other) => String(other.node.id))
      .filter((one) => weights && Object.hasOwn(weights, one));
    edit([{ do: 'remove', path }, ...given.map((one): Edit => ({ do: 'remove', path: [...WEIGHTS, one] }))]);
    const at = Number(path.at(-1));
    onChoose(at > 0 ? [...path.slice(0, -1), at - 1] : path.slice(0, -2), true);
  };

  return (
    <div className="node-form">
      <div className="node-fields">
        <Bilingual
          labels={[say('Title in English', '英文名称'), say('Title in Chinese', '中文名称')]}
          value={node.title ?? id}
          onChange={(value) => set(['title'], value)}
        />
        {!isDimension && (
          <>
            <Direction node={node} variables={variables} onChange={(value) => set(['direction'], value)} />
            <Bilingual
              labels={[say('Unit in English', '英文单位'), say('Unit in Chinese', '中文单位')]}
              value={node.unit ?? ''}
              onChange={(value) =>
                value === ''
                  ? 'unit' in node && edit([{ do: 'remove', path: [...path, 'unit'] }])
                  : set(['unit'], value)
              }
            />
          </>
        )}
        {node.formula !== undefined && (
          <Field
            label={say('Formula', '公式')}
            value={String(node.formula)}
            onChange={(value) => set(['formula'], value)}
          />
        )}
        {!isDimension && weights && (
          <Field
            label={say('Weight', '权重')}
            type="number"
            value={String(weights[id] ?? '')}
            onChange={(value) =>
              value !== '' &&
              edit([{ do: 'set', path: [...WEIGHTS, id], value: Number(value) }], `${key} weight`)
            }
          />
        )}
        <Field
          label={say('Id', '标识')}
          value={id}
          onChange={(value) => value !== '' && set(['id'], value)}
        />
      </div>
      <div className="inline">
        {!isRoot &&
          STEPS.map(([step, en, zh]) => (
            <button
              key={step}
              type="button"
              aria-disabled={stepped(nodes, path, step) === undefined}
              onClick={() => onStep(step)}
            >
              {say(en, zh)}
            </button>
          ))}
        <button type="button" aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
          {say('Add indicator', '添加指标')}
        </button>
        <button
          type="button"
          onClick={() =>
            add({
              id: freeId(nodes, 'dimension'),
              title: { en: 'New dimension', zh: '新维度' },
              children: [],
            })
          }
        >
          {say('Add dimension', '添加维度')}
        </button>
        {!isRoot && (
          <button type="button" onClick={remove}>
            {say('Remove', '删除')}
            <span className="visually-hidden"> {titleOf(node, lang)}</span>
          </button>
        )}
      </div>
      {isAdding && (
        <AddIndicator
          nodes={nodes}
          context={contextIds(study)}
          variables={variables}
          hasWeights={weights !== undefined}
          onAdd={(value, weight) =>
            add(
              value,
              weight === undefined
                ? []
                : [{ do: 'set', path: [...WEIGHTS, String(value.id)], value: weight }],
            )
          }
        />
      )}
    </div>
  );
}

function contextIds(study: unknown): string[] {
  const context = isMap(study) && Array.isArray(study.context) ? study.context : [];
  return context.flatMap((one) => (isMap(one) && typeof one.id === 'string' ? [one.id] : []));
}

/** More or less of it is better, and what the audit thinks of that. */
function Direction({
  node,
  variables,
  onChange,
}: {
  node: Record<string, unknown>;
  variables: readonly VariableFound[];
  onChange(value: string): void;
}) {
  const say = useSay();
  const name = useId();
  const found = variables.find(({ id }) => id === node.id);
  const agreement = (found?.r ?? Number.NaN) * (node.direction === 'cost' ? -1 : 1);
  return (
    <fieldset className="field">
      <legend>{say('Direction', '方向')}</legend>
      <span className="inline">
        {(['benefit', 'cost'] as const).map((direction) => (
          <label key={direction} className="inline">
            <input
              type="radio"
              name={name}
              checked={node.direction === direction}
              onChange={() => onChange(direction)}
            />
            {direction === 'benefit' ? say('more is better', '越大越好') : say('less is better', '越小越好')}
          </label>
        ))}
      </span>
      {agreement < DOUBTFUL && (
        <p className="note-warning quiet">
          {say(
            `It runs against the index (r = ${agreement.toFixed(2)}), so its direction may be wrong.`,
            `与指数负相关（r = ${agreement.toFixed(2)}），方向可能有误。`,
          )}
        </p>
      )}
    </fieldset>
  );
}

/** A text in both languages; where both are the same, and were written once, they stay written once. */
function Bilingual({
  labels: [en, zh],
  value,
  onChange,
}: {
  labels: [string, string];
  value: unknown;
  onChange(value: unknown): void;
}) {
  const texts = isMap(value)
    ? { en: String(value.en ?? ''), zh: String(value.zh ?? '') }
    : { en: String(value), zh: String(value) };
  const set = (key: 'en' | 'zh', text: string) => {
    const next = { ...texts, [key]: text };
    onChange(next.en === next.zh ? next.en : next);
  };
  return (
    <>
      <Field label={en} value={texts.en} onChange={(text) => set('en', text)} />
      <Field label={zh} value={texts.zh} onChange={(text) => set('zh', text)} />
    </>
  );
}
