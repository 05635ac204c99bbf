import { fileOf, type ImportPreview as Preview } from '../import-request.ts';
import { useStore } from '../store.ts';
import { useSay } from '../words.ts';

/** What every table was understood to be, its first rows, what was done to the data, and the recipe. */
export function ImportPreview({ preview }: { preview: Preview }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const { sheets, units, periods, indicators, values, missing, recipe, notes } = preview;
  return (
    <section className="import-preview" aria-label={say('What would be imported', '将导入的内容')}>
      <h3>{say('What it is understood to be', '识别结果')}</h3>
      <p>
        {say(
          `${units.length} units, ${spanOf(periods, '–')}, ${indicators.length} indicators: ${values} values, ${missing} of them missing.`,
          `${units.length} 个单元，${spanOf(periods, '–')}，${indicators.length} 项指标：${values} 个数值，其中缺失 ${missing} 个。`,
        )}
      </p>
      {sheets.map((sheet) => (
        <details key={sheet.id} className="sheet">
          <summary>
            <strong>{fileOf(sheet.id)}</strong>{' '}
            {sheet.sentence?.[lang] ?? say('nothing was read of it', '未读取内容')}
          </summary>
          {sheet.rows.length > 0 && <Rows id={fileOf(sheet.id)} rows={sheet.rows} />}
          {sheet.values > sheet.rows.length && (
            <p className="quiet">
              {say(
                `The first ${sheet.rows.length} of ${sheet.values} values.`,
                `前 ${sheet.rows.length} 个，共 ${sheet.values} 个数值。`,
              )}
            </p>
          )}
        </details>
      ))}
      {notes.length > 0 && (
        <details>
          <summary>{say(`${notes.length} note(s)`, `${notes.length} 条说明`)}</summary>
          <ul>
            {notes.map(({ code, level, text }, i) => (
              <li key={`${code}${i}`} className={`note note-${level}`}>
                {text[lang]}
              </li>
            ))}
          </ul>
        </details>
      )}
      {recipe !== null && (
        <details>
          <summary>{say('Recipe (import/recipe.yaml)', '导入方案（import/recipe.yaml）')}</summary>
          <pre tabIndex={0} role="region" aria-label={say('Recipe', '导入方案')}>
            {recipe}
          </pre>
        </details>
      )}
    </section>
  );
}

function Rows({ id, rows }: { id: string; rows: Preview['sheets'][number]['rows'] }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  return (
    <div
      className="table-scroll"
      tabIndex={0}
      role="region"
      aria-label={say(`First rows of ${id}`, `${id} 的前几行`)}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{say('Unit', '单元')}</th>
            <th scope="col">{say('Period', '时期')}</th>
            <th scope="col">{say('Indicator', '指标')}</th>
            <th scope="col">{say('Value', '数值')}</th>
            <th scope="col">{say('Measured in', '单位')}</th>
            <th scope="col">{say('Cell', '单元格')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ unit, period, title, measured, value, cell }, i) => (
            <tr key={`${cell}${i}`}>
              <th scope="row">{unit}</th>
              <td>{period}</td>
              <td>{title[lang]}</td>
              <td className="number">{value ?? '–'}</td>
              <td>{measured}</td>
              <td>
                <code>{fileOf(cell)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function spanOf(periods: readonly number[], dash: string): string {
  if (periods.length === 0) return '–';
  return periods.length === 1 ? String(periods[0]) : `${periods[0]}${dash}${periods.at(-1)}`;
}
