import { useId, useState } from 'react';
import type { WrittenNode } from '../../study/edit-index.ts';
import type { VariableFound } from '../protocol.ts';
import { useStore } from '../store.ts';
import { fixed, useSay } from '../words.ts';
import { Field } from './field.tsx';

const FORMULA = '= ';

/** An indicator from a column of the data that is not used yet, or from a formula. */
export function AddIndicator({
  nodes,
  context,
  variables,
  hasWeights,
  onAdd,
}: {
  nodes: readonly WrittenNode[];
  context: readonly string[];
  variables: readonly VariableFound[];
  /** Whether weights are given by hand, so that this one needs one too. */
  hasWeights: boolean;
  onAdd(node: Record<string, unknown>, weight: number | undefined): void;
}) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const field = useId();
  const used = new Set([...nodes.map(({ node }) => String(node.id)), ...context]);
  const free = variables.filter(({ id }) => !used.has(id));
  const [chosen, setChosen] = useState<string>();
  const [title, setTitle] = useState<{ en: string; zh: string }>();
  const [unit, setUnit] = useState<string>();
  const [id, setId] = useState('');
  const [formula, setFormula] = useState('');
  const [direction, setDirection] = useState('');
  const [weight, setWeight] = useState('');
  const choice = chosen ?? free[0]?.id ?? FORMULA;
  const isFormula = choice === FORMULA;
  const found = free.find((one) => one.id === choice);
  const titles = title ?? (isFormula ? { en: id, zh: id } : (found?.title ?? { en: choice, zh: choice }));
  const units = unit ?? found?.unit ?? '';
  const choose = (next: string) => {
    setChosen(next);
    setTitle(undefined);
    setUnit(undefined);
  };
  return (
    <form
      className="node-fields add-indicator"
      aria-label={say('Add indicator', '添加指标')}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(
          {
            id: isFormula ? id : choice,
            title: titles.en === titles.zh ? titles.en : titles,
            ...(units === '' ? {} : { unit: units }),
            direction,
            ...(isFormula ? { formula } : {}),
          },
          hasWeights ? Number(weight) : undefined,
        );
      }}
    >
      <div className="field">
        <label htmlFor={field}>{say('Column that is not used yet', '尚未使用的列')}</label>
        <select id={field} value={choice} onChange={(event) => choose(event.target.value)}>
          {free.map((one) => (
            <option key={one.id} value={one.id}>
              {one.id === one.title[lang] ? one.id : `${one.id} – ${one.title[lang]}`}
            </option>
          ))}
          <option value={FORMULA}>{say('none: a formula', '无：用公式计算')}</option>
        </select>
        <p className="quiet">
          {free.length === 0 && say('Every numeric column is used already.', '所有数值列均已使用。')}
          {found &&
            say(
              `${found.file}: ${found.values} of ${found.cells} values.`,
              `${found.file}：${found.cells} 个值中有 ${found.values} 个。`,
            )}{' '}
          {found &&
            !Number.isNaN(found.r) &&
            (found.r < 0
              ? say(
                  `It runs against the index (r = ${fixed(found.r, 2)}): is less of it better?`,
                  `与指数负相关（r = ${fixed(found.r, 2)}）：是否越小越好？`,
                )
              : say(
                  `It runs with the index (r = ${fixed(found.r, 2)}).`,
                  `与指数正相关（r = ${fixed(found.r, 2)}）。`,
                ))}
        </p>
      </div>
      {isFormula && (
        <>
          <Field label={say('Id', '标识')} value={id} isRequired onChange={setId} />
          <Field label={say('Formula', '公式')} value={formula} isRequired onChange={setFormula} />
        </>
      )}
      <Field
        label={say('Title in English', '英文名称')}
        value={titles.en}
        onChange={(en) => setTitle({ ...titles, en })}
      />
      <Field
        label={say('Title in Chinese', '中文名称')}
        value={titles.zh}
        onChange={(zh) => setTitle({ ...titles, zh })}
      />
      <Field label={say('Unit', '单位')} value={units} onChange={setUnit} />
      <div className="field">
        <label htmlFor={`${field}-direction`}>{say('Direction', '方向')}</label>
        <select
          id={`${field}-direction`}
          required
          value={direction}
          onChange={(event) => setDirection(event.target.value)}
        >
          <option value="">{say('choose …', '请选择……')}</option>
          <option value="benefit">{say('more is better', '越大越好')}</option>
          <option value="cost">{say('less is better', '越小越好')}</option>
        </select>
      </div>
      {hasWeights && (
        <Field label={say('Weight', '权重')} type="number" value={weight} isRequired onChange={setWeight} />
      )}
      <button type="submit">{say('Add', '添加')}</button>
    </form>
  );
}
