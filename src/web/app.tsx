import { lazy, Suspense, useDeferredValue, useEffect } from 'react';
import { useParts, usePlace } from './parts.ts';
import { redo, undo, useStore } from './store.ts';
import { selectAll } from './use-selection.ts';
import { Bar } from './views/bar.tsx';
import { Explore } from './views/explore.tsx';
import { Fault } from './views/fault.tsx';
import { Problems } from './views/problems.tsx';
import { Start } from './views/start.tsx';
import { StatusLine } from './views/status-line.tsx';
import { WhatIf } from './views/what-if.tsx';
import { useSay } from './words.ts';

const Help = lazy(() => import('./views/help.tsx'));
const Tour = lazy(() => import('./views/tour.tsx'));
const Method = lazy(() => import('./views/method.tsx'));
const Data = lazy(() => import('./views/data.tsx'));
const Report = lazy(() => import('./views/report.tsx'));

export function App() {
  const say = useSay();
  const { lang, loading, shown, isHelp, tour } = useParts('lang', 'loading', 'shown', 'isHelp', 'tour');
  const place = usePlace('page', 'theme');
  // The first drawing of a study is the largest: deferred, it is made in slices between which the page can answer.
  const isAwaited = useDeferredValue(shown === undefined);
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  }, [lang]);
  useEffect(() => {
    document.documentElement.dataset.theme = place.theme ?? 'auto';
  }, [place.theme]);
  useEffect(() => {
    if (shown) document.title = `${shown.title[lang]} · Holling`;
    else document.title = 'Holling';
  }, [shown, lang]);
  useKeys();
  return (
    <>
      <a className="skip" href="#main">
        {say('Skip to the content', '跳到正文')}
      </a>
      <Bar />
      <Problems />
      <Suspense fallback={null}>
        {isHelp && <Help />}
        {tour !== undefined && shown && place.page === 'explore' && <Tour step={tour} />}
      </Suspense>
      {shown && !isAwaited ? (
        <>
          <WhatIf />
          <main id="main" className={`page page-${place.page}`} tabIndex={-1}>
            <Fault key={place.page}>
              <Suspense fallback={<Waiting />}>
                {place.page === 'explore' && <Explore />}
                {place.page === 'method' && <Method />}
                {place.page === 'data' && <Data />}
                {place.page === 'report' && <Report />}
              </Suspense>
            </Fault>
          </main>
          <StatusLine />
        </>
      ) : (
        <main id="main" className="page" tabIndex={-1}>
          <Fault>{loading || shown ? <Waiting /> : <Start />}</Fault>
        </main>
      )}
    </>
  );
}

/** Shown only when something takes longer than a moment, by a delay of the style sheet. */
function Waiting() {
  const say = useSay();
  return (
    <p className="waiting" role="status">
      {say('Opening …', '正在打开……')}
    </p>
  );
}

function useKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const isTyping = target.matches(
        'input[type=text], input[type=search], input[type=number], textarea, select',
      );
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !isTyping) {
        event.preventDefault();
        if (event.shiftKey) redo();
        else undo();
      }
      if (event.key === 'Escape' && !event.defaultPrevented && !useStore.getState().isHelp) selectAll([]);
      if (event.key === '?' && !isTyping && !target.matches('.map-stage'))
        useStore.setState({ isHelp: true });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
