import type { CellValue } from '../../study/import/sheet.ts';
import { isRecord, recordsIn } from './json-shape.ts';
import { beyond, LIMITS } from './limits.ts';
import { type Codes, type LongTable, longCells, longHeader } from './long-table.ts';
import { refused } from './reading.ts';

type Json = Record<string, unknown>;

/** Whether a parsed file is an SDMX-JSON data message (version 1 or 2, or the draft before them). */
export function isSdmxJson(json: unknown): boolean {
  return isRecord(json) && dataSetsOf(json).length > 0;
}

function dataSetsOf(json: Json): Json[] {
  return recordsIn(isRecord(json.data) ? json.data.dataSets : json.dataSets);
}

/** Each data set as a long table: codes and labels of the dimensions, the value, and the attributes of observations. */
export function sdmxTables(file: string, json: unknown): LongTable[] {
  const message = json as Json;
  const holder = isRecord(message.data) ? message.data : message;
  const structures = recordsIn(holder.structures);
  return dataSetsOf(message).map((set) => {
    const structure = isRecord(holder.structure) ? holder.structure : structures[Number(set.structure ?? 0)];
    if (!structure) throw noStructure(file);
    return { rows: tableOf(file, set, structure) };
  });
}

function tableOf(file: string, set: Json, structure: Json): CellValue[][] {
  const level = (kind: 'dimensions' | 'attributes', name: string) =>
    recordsIn(isRecord(structure[kind]) ? structure[kind][name] : undefined).map(codesOf);
  const fixed = level('dimensions', 'dataSet');
  const series = level('dimensions', 'series');
  const inner = level('dimensions', 'observation');
  const attributes = level('attributes', 'observation');
  const ofSeries = level('attributes', 'series');
  const dimensions = [...fixed, ...series, ...inner];
  const attributeIds = [...ofSeries, ...attributes].map(({ id }) => id);
  const rows: CellValue[][] = [longHeader(dimensions, ['OBS_VALUE', ...attributeIds])];
  const first = fixed.map(() => 0);
  const put = (place: number[], outer: readonly CellValue[], observations: unknown) => {
    if (!isRecord(observations)) return;
    for (const [key, observation] of Object.entries(observations)) {
      if (rows.length * rows[0]!.length > LIMITS.cells)
        throw beyond(file, { en: 'cells', zh: '单元格数' }, rows.length * rows[0]!.length, LIMITS.cells);
      const at = [...first, ...place, ...placeOf(key)];
      if (at.length !== dimensions.length || at.some((one, d) => dimensions[d]!.codes[one] === undefined))
        throw outside(file, key);
      const [value, ...given] = Array.isArray(observation) ? observation : [observation];
      rows.push([
        ...longCells(dimensions, at),
        numberOf(value),
        ...outer,
        ...attributes.map((one, a) => attributeOf(one, given[a])),
      ]);
    }
  };
  if (isRecord(set.series)) {
    for (const [key, one] of Object.entries(set.series)) {
      if (!isRecord(one)) continue;
      const given = Array.isArray(one.attributes) ? one.attributes : [];
      put(
        placeOf(key),
        ofSeries.map((attribute, a) => attributeOf(attribute, given[a])),
        one.observations,
      );
    }
  } else
    put(
      [],
      ofSeries.map(() => null),
      set.observations,
    );
  return rows;
}

const placeOf = (key: string) => key.split(':').map(Number);

function codesOf(component: Json): Codes {
  const values = recordsIn(component.values);
  return {
    id: String(component.id),
    codes: values.map((value) => String(value.id ?? value.value ?? value.name)),
    labels: values.map((value) => nameOf(value)),
  };
}

/** A name is text, or text by language. */
function nameOf(value: Json): string | undefined {
  if (typeof value.name === 'string') return value.name;
  const names = isRecord(value.names) ? value.names : isRecord(value.name) ? value.name : {};
  const first = names.en ?? Object.values(names)[0];
  return typeof first === 'string' ? first : undefined;
}

/** An attribute is the index of its code, or (where it has no codes) the value itself. */
function attributeOf({ codes }: Codes, given: unknown): CellValue {
  if (given === null || given === undefined) return null;
  if (typeof given === 'number') return codes.length > 0 ? (codes[given] ?? null) : given;
  return String(given);
}

function numberOf(value: unknown): CellValue {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'number' && Number.isFinite(value) ? value : String(value);
}

function noStructure(file: string) {
  return refused(
    'read/json',
    file,
    { en: 'SDMX-JSON without the structure of its data', zh: '缺少数据结构的 SDMX-JSON' },
    { en: 'the codes stand in the structure', zh: '代码存于结构之中' },
    { en: 'ask for the message with its structure', zh: '请获取含结构的数据消息' },
  );
}

function outside(file: string, key: string) {
  return refused(
    'read/json',
    `${file} [${key}]`,
    { en: 'an observation outside of its dimensions', zh: '超出维度范围的观测值' },
    { en: 'its codes are not in the structure', zh: '结构中没有其代码' },
    { en: 'download the file again', zh: '请重新下载该文件' },
  );
}

/**
 * Splits columns that hold a code and its label in one cell, as SDMX-CSV with `labels=both` has it (`geo: Area` over
 * `AT: Austria`), into two columns; other tables come back as they are.
 * @example splitLabels([['F: Flow', 'OBS_VALUE'], ['A: Yearly', '1']])[1] // => ['A', 'Yearly', '1']
 */
export function splitLabels(rows: readonly (readonly CellValue[])[]): readonly (readonly CellValue[])[] {
  const [header = []] = rows;
  const isBoth = header.map((name) => typeof name === 'string' && /^[A-Za-z_]\w*: ?\S/.test(name));
  const isSdmx = header.some((name) => typeof name === 'string' && /^(OBS_VALUE|OBS_STATUS)\b/.test(name));
  if (!isSdmx || !isBoth.some(Boolean)) return rows;
  const coded = isBoth.map(
    (is, c) => is && rows.slice(1, 200).some((row) => /^[^:\s]+: ?\S/.test(String(row[c] ?? ''))),
  );
  return rows.map((row, r) =>
    row.flatMap((cell, c): CellValue[] => {
      if (!isBoth[c]) return [cell];
      const [code, label] = parts(cell);
      if (r === 0) return coded[c] ? [code, `${code}_label`] : [code];
      return coded[c] ? [code, label] : [cell];
    }),
  );
}

function parts(cell: CellValue): [CellValue, CellValue] {
  const text = typeof cell === 'string' ? cell : '';
  const at = text.indexOf(':');
  return at < 0 ? [cell, null] : [text.slice(0, at), text.slice(at + 1).trim() || null];
}
