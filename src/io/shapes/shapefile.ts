import type { Feature, Geometry } from 'geojson';
import type { Note } from '../../core/note.ts';
import type { Text } from '../../core/text.ts';
import { refused } from '../readers/reading.ts';
import { type Archive, inflate, openArchive } from '../readers/zip.ts';
import { checkSize } from './limits.ts';
import { reproject } from './reproject.ts';
import type { RawShapes, ShapeOptions } from './shapes.ts';

/** Reads a zipped shapefile; its parts are found whatever the case of their names. */
export async function readShapefile(
  file: string,
  bytes: Uint8Array,
  { encoding, layer }: ShapeOptions,
): Promise<RawShapes> {
  const archive = openArchive(file, bytes);
  const name = layerOf(archive, layer);
  const part = (extension: string) => partOf(archive, `${name}.${extension}`);
  const [entry] = entriesOf(archive, `${name}.shp`);
  checkSize(file, entry!.inflated, entry!.inflated / 16);
  const [shp, dbf, prj, cpg] = [await part('shp'), await part('dbf'), await part('prj'), await part('cpg')];
  if (!dbf)
    throw missing(file, `${name}.dbf`, {
      en: 'it holds the codes and names of the shapes',
      zh: '其中存有形状的编码与名称',
    });
  const { parseShp, parseDbf } = await import('shpjs');
  const used = encoding ?? cpg?.toString('latin1').trim() ?? encodingOf(file, `${name}.dbf`, dbf);
  const geometries = parseShp(shp!, false);
  const records = parseDbf(dbf, decodable(file, used));
  if (records.length !== geometries.length) throw damaged(file, `${geometries.length} / ${records.length}`);
  const features = geometries.map(
    (geometry, i): Feature<Geometry | null> => ({ type: 'Feature', geometry, properties: records[i]! }),
  );
  if (prj) await reproject(file, features, prj.toString('utf8').trim());
  return { features, notes: prj ? [] : [withoutPrj(file, `${name}.prj`)] };
}

function entriesOf(archive: Archive, name: string) {
  return [...archive.entries.values()].filter((entry) => entry.name.toLowerCase() === name.toLowerCase());
}

async function partOf(archive: Archive, name: string): Promise<Buffer | undefined> {
  const [entry] = entriesOf(archive, name);
  if (!entry) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of inflate(archive, entry)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function layerOf(archive: Archive, layer: string | undefined): string {
  const names = [...archive.entries.keys()]
    .filter((name) => /\.shp$/i.test(name) && !name.includes('__MACOSX'))
    .map((name) => name.slice(0, -4));
  const wanted = layer === undefined ? names : names.filter((name) => name.split('/').pop() === layer);
  if (names.length === 0)
    throw missing(archive.file, '.shp', { en: 'it holds the shapes', zh: '其中存有形状' });
  if (wanted.length !== 1) throw severalLayers(archive.file, names, layer);
  return wanted[0]!;
}

/** The refusal of a file in which it is not said which of several layers is wanted. */
export function severalLayers(file: string, names: readonly string[], layer: string | undefined) {
  return refused(
    'boundaries/layer',
    file,
    {
      en: `${layer === undefined ? 'no layer named' : `layer ${layer}`}; the file has ${names.join(', ')}`,
      zh: `${layer === undefined ? '未指明图层' : `图层 ${layer}`}；文件含 ${names.join('、')}`,
    },
    { en: 'one layer gives the shapes', zh: '形状须来自一个图层' },
    { en: 'write its name under layer:', zh: '请在 layer: 中写明图层名' },
  );
}

/** UTF-8 where the bytes are, what the header says, or a question. */
function encodingOf(file: string, name: string, dbf: Buffer): string {
  if (dbf[29] === 0x4d) return 'gbk';
  const body = dbf.subarray(dbf.readUInt16LE(8));
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return 'utf-8';
  } catch {
    throw refused(
      'boundaries/encoding',
      `${file}!${name}`,
      { en: 'text that is not UTF-8, and no .cpg file', zh: '文本不是 UTF-8，且缺少 .cpg 文件' },
      { en: 'codes and names would be read wrongly', zh: '编码与名称会被误读' },
      {
        en: 'write encoding: gbk (or what it is) beside the file, or add the .cpg file',
        zh: '请在文件旁写明 encoding: gbk（或实际编码），或补上 .cpg 文件',
      },
    );
  }
}

/** The name under which the platform knows an encoding; code pages are written as plain numbers in .cpg files. */
function decodable(file: string, written: string): string {
  const name = /^(cp)?936$/i.test(written) ? 'gbk' : /^(cp)?950$/i.test(written) ? 'big5' : written;
  const known = /^\d{4}$/.test(name) ? `windows-${name}` : name.replace(/^65001$/, 'utf-8');
  try {
    new TextDecoder(known);
    return known;
  } catch {
    throw refused(
      'boundaries/encoding',
      file,
      { en: `the encoding ${written}`, zh: `编码 ${written}` },
      { en: 'it is not known', zh: '未知编码' },
      { en: 'write encoding: utf-8, gbk, big5 or another', zh: '请写 encoding: utf-8、gbk、big5 等' },
    );
  }
}

function missing(file: string, name: string, why: Text) {
  return refused(
    'boundaries/missing-part',
    file,
    { en: `no ${name} in the archive`, zh: `压缩包中没有 ${name}` },
    why,
    {
      en: 'put .shp, .dbf, .prj and .cpg together into the archive',
      zh: '请将 .shp、.dbf、.prj 与 .cpg 一并放入压缩包',
    },
  );
}

function damaged(file: string, counts: string) {
  return refused(
    'boundaries/damaged',
    file,
    { en: `${counts} shapes and records`, zh: `形状与记录数为 ${counts}` },
    { en: 'every shape has one record', zh: '每个形状须有一条记录' },
    { en: 'export the shapefile again', zh: '请重新导出 shapefile' },
  );
}

function withoutPrj(file: string, name: string): Note {
  return {
    code: 'boundaries/without-prj',
    level: 'warning',
    text: {
      en: `${file} has no ${name}; its coordinates are taken for degrees of WGS84.`,
      zh: `${file} 缺少 ${name}，坐标按 WGS84 经纬度处理。`,
    },
  };
}
