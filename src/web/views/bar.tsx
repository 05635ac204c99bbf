import { lazy, Suspense } from 'react';
import { useParts, usePlace } from '../parts.ts';
import { go, open, useStore } from '../store.ts';
import { PAGES } from '../url-state.ts';
import { useSay } from '../words.ts';

const Scenarios = lazy(() => import('./scenarios.tsx').then((module) => ({ default: module.Scenarios })));

const NAMES = {
  explore: { en: 'Explore', zh: '探索' },
  method: { en: 'Method', zh: '方法' },
  data: { en: 'Data', zh: '数据' },
  report: { en: 'Report', zh: '报告' },
};
const THEMES = [
  { id: 'auto', en: 'As the system', zh: '跟随系统' },
  { id: 'light', en: 'Light', zh: '浅色' },
  { id: 'dark', en: 'Dark', zh: '深色' },
] as const;

export function Bar() {
  const say = useSay();
  const { lang, shown, session, scenarios } = useParts('lang', 'shown', 'session', 'scenarios');
  const place = usePlace('page', 'theme');
  return (
    <header className="bar">
      <h1>
        <button type="button" className="brand" onClick={() => void open(undefined)}>
          Holling
        </button>
        {shown && <span className="study-title">{shown.title[lang]}</span>}
        {shown?.isSynthetic && <span className="badge">{say('synthetic data', '合成数据')}</span>}
      </h1>
      {shown && (
        <nav aria-label={say('Pages', '页面')}>
          {PAGES.map((page) => (
            <button
              key={page}
              type="button"
              aria-current={place.page === page ? 'page' : undefined}
              onClick={() => go({ page }, true)}
            >
              {NAMES[page][lang]}
            </button>
          ))}
        </nav>
      )}
      <div className="bar-end">
        {shown && scenarios.length > 0 && (
          <Suspense>
            <Scenarios />
          </Suspense>
        )}
        <button
          type="button"
          lang={lang === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => go({ lang: lang === 'zh' ? 'en' : 'zh' })}
        >
          {lang === 'zh' ? 'English' : '中文'}
        </button>
        <label className="inline">
          <span className="visually-hidden">{say('Theme', '主题')}</span>
          <select
            value={place.theme ?? 'auto'}
            onChange={(event) => go({ theme: event.target.value as 'auto' })}
          >
            {THEMES.map(({ id, ...name }) => (
              <option key={id} value={id}>
                {name[lang]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => useStore.setState({ isHelp: true })}>
          {say('Help', '帮助')}
        </button>
        <span className="visually-hidden">{session?.software}</span>
      </div>
    </header>
  );
}
