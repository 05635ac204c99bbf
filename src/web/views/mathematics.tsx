import { useLayoutEffect, useRef, useState } from 'react';
import temml from 'temml';
import './mathematics.css';

/** TeX as MathML. It is built node by node: markup with style attributes would be kept out by the policy of the page. */
export default function Mathematics({ tex }: { tex: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [isRefused, setRefused] = useState(false);
  useLayoutEffect(() => {
    const target = place.current!;
    try {
      temml.render(tex, target, { displayMode: true, annotate: true, throwOnError: true });
      target.querySelector('math')?.setAttribute('alttext', tex);
      setRefused(false);
    } catch {
      target.replaceChildren();
      setRefused(true);
    }
  }, [tex]);
  return (
    <>
      <div ref={place} className="mathematics" tabIndex={0} role="group" aria-label={`TeX: ${tex}`} />
      {isRefused && <code>{tex}</code>}
    </>
  );
}
