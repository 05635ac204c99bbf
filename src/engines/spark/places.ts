import type { Stored } from '../sql/stored-source.ts';
import { sparkWords } from './session.ts';

/**
 * What the cluster reads for a file of a study: `table:name`, an address with a scheme, an absolute Parquet path, or a
 * relative one under the place that was named for the study's data. Nothing for what is read here and sent up.
 * @example storedOn('table:census.grid', undefined)?.relation // => '`census`.`grid`'
 * @example storedOn('data/panel.csv', undefined) // => undefined
 */
export function storedOn(file: string, dataPath: string | undefined): Stored | undefined {
  if (file.startsWith('table:'))
    return { file, relation: file.slice('table:'.length).split('.').map(sparkWords.name).join('.') };
  const path = (place: string): Stored => ({ file, relation: `parquet.${sparkWords.name(place)}` });
  if (/^[a-z][a-z0-9+.-]*:\//i.test(file)) return path(file);
  const isParquet = file.endsWith('.parquet') || !/\.[^./]+$/.test(file);
  if (!isParquet) return undefined;
  if (file.startsWith('/')) return path(file);
  return dataPath === undefined ? undefined : path(`${dataPath.replace(/\/+$/, '')}/${file}`);
}
