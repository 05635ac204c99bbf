import { lazy, Suspense } from 'react';
import { useSay } from '../words.ts';

const Mathematics = lazy(() => import('./mathematics.tsx'));

/** A formula as it is set in print; its TeX is there to be read aloud and copied. */
export function Formula({ tex }: { tex: string }) {
  const say = useSay();
  return (
    <div className="formula">
      <Suspense fallback={<code>{tex}</code>}>
        <Mathematics tex={tex} />
      </Suspense>
      <details>
        <summary>TeX</summary>
        <code>{tex}</code>{' '}
        <button type="button" onClick={() => void navigator.clipboard?.writeText(tex)}>
          {say('Copy the TeX of the formula', '复制公式的 TeX')}
        </button>
      </details>
    </div>
  );
}
