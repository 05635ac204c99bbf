import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { pinyin } from 'pinyin-pro';
import { decode } from '../../../scripts/china-shapes/decode.mjs';
import { cleaned } from '../../../scripts/china-shapes/light.mjs';

const root = join(import.meta.dirname, '../../..');

/** English and Chinese names of provinces by the first two digits of the code. */
const PROVINCES = {
  11: ['Beijing', '北京'],
  12: ['Tianjin', '天津'],
  13: ['Hebei', '河北'],
  14: ['Shanxi', '山西'],
  15: ['Inner Mongolia', '内蒙古'],
  21: ['Liaoning', '辽宁'],
  22: ['Jilin', '吉林'],
  23: ['Heilongjiang', '黑龙江'],
  31: ['Shanghai', '上海'],
  32: ['Jiangsu', '江苏'],
  33: ['Zhejiang', '浙江'],
  34: ['Anhui', '安徽'],
  35: ['Fujian', '福建'],
  36: ['Jiangxi', '江西'],
  37: ['Shandong', '山东'],
  41: ['Henan', '河南'],
  42: ['Hubei', '湖北'],
  43: ['Hunan', '湖南'],
  44: ['Guangdong', '广东'],
  45: ['Guangxi', '广西'],
  46: ['Hainan', '海南'],
  50: ['Chongqing', '重庆'],
  51: ['Sichuan', '四川'],
  52: ['Guizhou', '贵州'],
  53: ['Yunnan', '云南'],
  54: ['Tibet', '西藏'],
  61: ['Shaanxi', '陕西'],
  62: ['Gansu', '甘肃'],
  63: ['Qinghai', '青海'],
  64: ['Ningxia', '宁夏'],
  65: ['Xinjiang', '新疆'],
};

const REGIONS = { Eastern: '东部', Central: '中部', Western: '西部' };

const AGGLOMERATIONS = {
  'Beijing-Tianjin-Hebei': '京津冀',
  'Central Shanxi': '山西中部',
  'Hu-Bao-E-Yu': '呼包鄂榆',
  'South-Central-Liaoning': '辽中南',
  'Harbin-Changchun': '哈长',
  'Yangtze River Delta': '长三角',
  'West side of the Straits': '海峡西岸',
  'Shandong Peninsula': '山东半岛',
  'Central Henan': '中原',
  'Middle reaches of the Yangtze River': '长江中游',
  'Pearl River Delta': '珠三角',
  'Beibu Gulf': '北部湾',
  'Chengdu-Chongqing': '成渝',
  'Central Guizhou': '黔中',
  'Central Yunnan': '滇中',
  'Guanzhong Plain': '关中平原',
  'Lanzhou-Xining': '兰西',
  Ningxia: '宁夏沿黄',
  'North slope of Tianshan Mountain': '天山北坡',
};

/** Cities whose English name is not the pinyin of the Chinese one. */
const OTHER_NAMES = {
  Harbin: '哈尔滨',
  Qiqihar: '齐齐哈尔',
  Hohhot: '呼和浩特',
  Ordos: '鄂尔多斯',
  Hulunbuir: '呼伦贝尔',
  Ulanqab: '乌兰察布',
  Bayannur: '巴彦淖尔',
  Lhasa: '拉萨',
  Urumqi: '乌鲁木齐',
  Karamay: '克拉玛依',
};

/** Codes of the shapes of the cities that the paper leaves out; Sansha has none. */
const EXCLUDED = {
  Danzhou: '469003',
  Bijie: '520500',
  Tongren: '520600',
  Shigatse: '540200',
  Chamdo: '540300',
  Nyingchi: '542600',
  Shannan: '542200',
  Nagqu: '542400',
  Haidong: '630200',
  Hami: '652200',
  Turpan: '652100',
};

/** English names by code, of the cities and of those that are left out. */
export function englishNames(units) {
  const left = published('002_excluded_cities').map((row) => [EXCLUDED[row.likely_name], row.likely_name]);
  return new Map([...units.map(({ code, name }) => [code, name]), ...left]);
}

export function published(file) {
  const text = readFileSync(join(root, 'docs/papers', `${file}.csv`), 'utf8');
  return Papa.parse(text, { header: true, skipEmptyLines: true }).data;
}

/** Every prefecture of the package, cleaned; its code, Chinese name and centre stand beside the shape. */
export function prefectures() {
  const file = join(root, 'node_modules/echarts/map/json/china-cities.json');
  return cleaned(decode(JSON.parse(readFileSync(file, 'utf8'))), ({ id, name, centre }) => ({
    id,
    properties: { name_zh: name, lon: centre[0], lat: centre[1] },
  }));
}

/**
 * The 286 cities of Table A1 in its order, each with the code, Chinese name and centre of its shape. A city is found by its
 * province and by the pinyin of the Chinese name, so that homonyms such as Suzhou in Jiangsu and in Anhui stay apart.
 */
export function cities(shapes) {
  const agglomerations = new Map(
    published('002_agglomerations_members').map(({ city, agglomeration }) => [city, agglomeration]),
  );
  const byName = new Map();
  for (const { id, properties } of shapes) {
    const province = PROVINCES[id.slice(0, 2)]?.[0];
    for (const name of [spelled(properties.name_zh), properties.name_zh])
      byName.set(`${province} ${name}`, { id, ...properties });
  }
  return published('002_tableA1').map((row) => {
    const isHomonym = row.city.endsWith(')');
    const name = row.city.replace(/ \(.*\)$/, '');
    const shape = byName.get(`${row.province} ${OTHER_NAMES[name] ?? plain(name)}`);
    if (!shape) throw new Error(`no shape of ${row.city}, ${row.province}`);
    return {
      code: shape.id,
      name: isHomonym ? `${name} (${row.province})` : name,
      name_zh: shape.name_zh,
      province: row.province,
      province_zh: PROVINCES[shape.id.slice(0, 2)][1],
      region: row.region_STANDARD_not_in_paper,
      region_zh: REGIONS[row.region_STANDARD_not_in_paper],
      agglomeration: agglomerations.get(row.city) ?? '',
      agglomeration_zh: AGGLOMERATIONS[agglomerations.get(row.city)] ?? '',
      lon: shape.lon,
      lat: shape.lat,
      row,
    };
  });
}

function spelled(chinese) {
  return plain(pinyin(chinese, { toneType: 'none', type: 'array', v: true }).join(''));
}

function plain(name) {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
