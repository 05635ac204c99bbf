import type { Dataset } from 'jsonstat-toolkit';
import { isRecord } from './json-shape.ts';
import { beyond, LIMITS } from './limits.ts';
import { type Codes, type LongTable, longCells, longHeader } from './long-table.ts';
import { refused } from './reading.ts';

/** Whether a parsed file calls itself JSON-stat. */
export function isJsonStat(json: unknown): boolean {
  return isRecord(json) && (json.class === 'dataset' || json.class === 'collection') && 'version' in json;
}

/** Each dataset as a long table: codes and labels of the dimensions, the value, and the status where there is one. */
export async function jsonStatTables(file: string, json: unknown): Promise<LongTable[]> {
  const written = datasetsOf(json);
  for (const { size } of written) {
    const cells = (Array.isArray(size) ? size : []).reduce((product, one) => product * Number(one), 1);
    if (!(cells <= LIMITS.cells))
      throw beyond(file, { en: 'cells of the cube', zh: '数据立方单元数' }, cells, LIMITS.cells);
  }
  const { default: JSONstat } = await import('jsonstat-toolkit');
  const tables = written.map((one) => {
    try {
      return tableOf(file, JSONstat(one));
    } catch (error) {
      // The toolkit takes a sound cube for granted and stumbles over parts that are not there.
      if (error instanceof TypeError || error instanceof RangeError) throw noData(file);
      throw error;
    }
  });
  if (tables.length === 0) throw noData(file);
  return tables;
}

function datasetsOf(json: unknown): Record<string, unknown>[] {
  if (!isRecord(json)) return [];
  if (json.class === 'dataset') return [json];
  const items = isRecord(json.link) && Array.isArray(json.link.item) ? json.link.item : [];
  return items.filter(isRecord).filter((item) => item.class === 'dataset' && 'value' in item);
}

function tableOf(file: string, dataset: Dataset): LongTable {
  if (dataset.class !== 'dataset' || !Array.isArray(dataset.value)) throw noData(file);
  const dimensions: Codes[] = dataset.id.map((id) => {
    const dimension = dataset.Dimension(id);
    if (!dimension) throw noData(file);
    return {
      id,
      codes: dimension.id,
      labels: dimension.id.map((code) => dimension.Category(code)?.label),
    };
  });
  const { status } = dataset;
  const hasStatus = Array.isArray(status) && status.some((one) => one !== null && one !== undefined);
  const place = dimensions.map(() => 0);
  const rows = [longHeader(dimensions, hasStatus ? ['value', 'OBS_STATUS'] : ['value'])] as LongTable['rows'];
  for (const [i, value] of dataset.value.entries()) {
    const cells = longCells(dimensions, place);
    rows.push([...cells, value ?? null, ...(hasStatus ? [status[i] ?? null] : [])]);
    advance(place, dataset.size);
  }
  return { rows, ...(dataset.label ? { name: dataset.label } : {}) };
}

/** The next place of a cube in row-major order. */
function advance(place: number[], size: readonly number[]): void {
  for (let d = place.length - 1; d >= 0; d--) {
    place[d]!++;
    if (place[d]! < size[d]!) return;
    place[d] = 0;
  }
}

function noData(file: string) {
  return refused(
    'read/json',
    file,
    { en: 'JSON-stat without a dataset that holds values', zh: '没有含数值数据集的 JSON-stat' },
    { en: 'there is nothing to read', zh: '没有可读内容' },
    { en: 'download the dataset itself, not a list of links', zh: '请下载数据集本身，而非链接列表' },
  );
}
