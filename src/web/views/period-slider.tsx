import { useEffect, useState } from 'react';
import { usePeriod, useSnapshot } from '../selectors.ts';
import { go } from '../store.ts';
import { useSay } from '../words.ts';

/** Stops only at the periods that there are. */
export function PeriodSlider() {
  const say = useSay();
  const { periods } = useSnapshot();
  const p = usePeriod();
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => go({ period: periods[(p + 1) % periods.length]! }), 1200);
    return () => clearInterval(timer);
  }, [isPlaying, p, periods]);
  if (periods.length === 1) return <p className="quiet">{periods[0]}</p>;
  const step = (by: number) => go({ period: periods[p + by]! });
  return (
    <div className="periods">
      <button type="button" disabled={p === 0} onClick={() => step(-1)} aria-label={say('Earlier', '上一期')}>
        ◂
      </button>
      <input
        type="range"
        min={0}
        max={periods.length - 1}
        step={1}
        value={p}
        aria-label={say('Period', '时期')}
        aria-valuetext={String(periods[p])}
        onChange={(event) => go({ period: periods[Number(event.target.value)]! })}
      />
      <button
        type="button"
        disabled={p === periods.length - 1}
        onClick={() => step(1)}
        aria-label={say('Later', '下一期')}
      >
        ▸
      </button>
      <output>{periods[p]}</output>
      <button type="button" aria-pressed={isPlaying} onClick={() => setPlaying(!isPlaying)}>
        {isPlaying ? say('Pause', '暂停') : say('Play', '播放')}
      </button>
    </div>
  );
}
