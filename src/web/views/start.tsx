import { lazy, Suspense } from 'react';
import { useListed } from '../listed.ts';
import { open, useStore } from '../store.ts';
import { useSay } from '../words.ts';
import { NewStudy } from './new-study.tsx';

const Import = lazy(() => import('./import.tsx'));

/** What there is to open. */
export function Start() {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const listed = useListed();
  const isListed = useStore((state) => state.listed !== undefined);
  const kinds = [
    { kind: 'own', title: say('Your studies', '你的研究') },
    { kind: 'worked', title: say('Worked studies', '示例研究') },
  ] as const;
  return (
    <div className="start">
      <h2>{say('Open a study', '打开研究')}</h2>
      {!isListed && <p className="waiting">{say('Looking for studies …', '正在查找研究……')}</p>}
      {kinds.map(({ kind, title }) => {
        const own = listed.filter((one) => one.kind === kind);
        return own.length === 0 ? null : (
          <section key={kind}>
            <h3>{title}</h3>
            <ul className="cards">
              {own.map((study) => (
                <li key={study.id}>
                  <button type="button" onClick={() => void open(study.id)}>
                    <strong>{study.title[lang]}</strong>
                    {study.units !== undefined && (
                      <span>
                        {say(
                          `${study.units} units, ${study.periods} periods`,
                          `${study.units} 个单元，${study.periods} 个时期`,
                        )}
                      </span>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <section>
        <h3>{say('Your own data', '自己的数据')}</h3>
        <Suspense fallback={null}>
          <Import />
        </Suspense>
      </section>
      <section>
        <h3>{say('A new study from the commented template', '由带注释的模板新建研究')}</h3>
        <NewStudy from="template" label={say('Make it', '新建')} />
      </section>
    </div>
  );
}
