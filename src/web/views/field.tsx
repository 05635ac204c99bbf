import { useEffect, useId, useRef, useState } from 'react';

/** A labelled field of one line. */
export function Field({
  label,
  value,
  type = 'text',
  isRequired = false,
  onChange,
  onLeave,
}: {
  label: string;
  value: string;
  type?: 'text' | 'number';
  isRequired?: boolean;
  onChange(value: string): void;
  onLeave?(): void;
}) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const sent = useRef<string>(undefined);
  useEffect(() => {
    // What was undone elsewhere takes the place of what was typed here.
    if (value !== sent.current) setTyped(undefined);
  }, [value]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        step="any"
        min={0}
        required={isRequired}
        value={typed ?? value}
        onBlur={() => {
          setTyped(undefined);
          onLeave?.();
        }}
        onChange={(event) => {
          sent.current = event.target.value;
          setTyped(event.target.value);
          onChange(event.target.value);
        }}
      />
    </div>
  );
}
