import { useState } from 'react';
import { makeStudy } from '../beside.ts';
import { useSay } from '../words.ts';

/** A new study in the working folder: the commented template, or a copy of a worked study. */
export function NewStudy({ from, label }: { from: string; label: string }) {
  const say = useSay();
  const [name, setName] = useState('');
  return (
    <form
      className="inline"
      onSubmit={(event) => {
        event.preventDefault();
        void makeStudy(from, name);
      }}
    >
      <label className="inline">
        {say('Name of the folder', '文件夹名称')}{' '}
        <input
          type="text"
          required
          maxLength={60}
          pattern="[\p{L}\p{N}_\-]+"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <button type="submit">{label}</button>
    </form>
  );
}
