import { useId, useState } from 'react';
import { parse, stringify } from 'yaml';
import type { OptionSchema } from '../snapshot.ts';
import { useStore } from '../store.ts';
import { useSay } from '../words.ts';

/** A form made from the schema of a method or figure. An option that is not set is left to its default. */
export function OptionsForm({
  options,
  values,
  onChange,
}: {
  options: readonly OptionSchema[];
  values: Record<string, unknown>;
  onChange(next: Record<string, unknown>): void;
}) {
  const say = useSay();
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = values;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  if (options.length === 0) return <p className="quiet">{say('No options.', '没有选项。')}</p>;
  return (
    <div className="options">
      {options.map((option) => (
        <Field
          key={option.name}
          option={option}
          value={values[option.name]}
          set={(value) => set(option.name, value)}
        />
      ))}
    </div>
  );
}

function Field({ option, value, set }: { option: OptionSchema; value: unknown; set(value: unknown): void }) {
  const { name, help, kind, choices, initial, minimum, maximum } = option;
  const lang = useStore((state) => state.lang);
  const say = useSay();
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const now = value ?? initial;
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      {kind === 'choice' ? (
        <select id={id} value={String(now ?? '')} onChange={(event) => set(event.target.value)}>
          {now === undefined && <option value="">–</option>}
          {choices!.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : kind === 'boolean' ? (
        <input
          id={id}
          type="checkbox"
          checked={now === true}
          onChange={(event) => set(event.target.checked)}
        />
      ) : kind === 'number' || kind === 'integer' ? (
        <input
          id={id}
          type="number"
          step={kind === 'integer' ? 1 : 'any'}
          min={minimum}
          max={maximum}
          value={now === undefined ? '' : Number(now)}
          onChange={(event) => set(event.target.value === '' ? undefined : Number(event.target.value))}
        />
      ) : (
        <input
          id={id}
          type="text"
          aria-describedby={`${id}-help`}
          value={draft ?? written(now)}
          placeholder={say('as YAML', 'YAML 写法')}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => {
            if (draft === undefined) return;
            setDraft(undefined);
            set(draft.trim() === '' ? undefined : kind === 'text' ? draft : understood(draft));
          }}
        />
      )}
      <p id={`${id}-help`} className="quiet">
        {help[lang]}
      </p>
    </div>
  );
}

function written(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string'
    ? value
    : stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

/** What is not YAML is taken as text, and refused by the method itself. */
function understood(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}
