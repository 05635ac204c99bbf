import { useLayoutEffect, useRef, useState } from 'react';
import temml from 'temml';
import { formulaParts } from '../formula-parts.ts';
import { useStore } from '../store.ts';
import './mathematics.css';

/** TeX as MathML, in pieces that go below each other where they have no room. It is built node by node: markup with style attributes would be kept out by the policy of the page. */
export default function Mathematics({ tex }: { tex: string }) {
  const place = useRef<HTMLDivElement>(null);
  const lang = useStore((state) => state.lang);
  const [isRefused, setRefused] = useState(false);
  useLayoutEffect(() => {
    const target = place.current!;
    target.replaceChildren();
    try {
      for (const part of formulaParts(tex)) {
        const piece = document.createElement('div');
        const own = lang === 'zh' ? part.replaceAll('\\text{or}', '\\text{或}') : part;
        temml.render(own, piece, { displayMode: true, annotate: true, throwOnError: true });
        piece.querySelector('math')?.setAttribute('alttext', part);
        target.append(piece);
      }
      setRefused(false);
    } catch {
      target.replaceChildren();
      setRefused(true);
    }
  }, [tex, lang]);
  return (
    <>
      <div ref={place} className="mathematics" tabIndex={0} role="group" aria-label={`TeX: ${tex}`} />
      {isRefused && <code>{tex}</code>}
    </>
  );
}
