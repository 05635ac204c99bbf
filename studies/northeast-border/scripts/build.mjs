// Writes the data of this study from the synthetic reference panel that the tests use.
// Run from anywhere: node studies/northeast-border/scripts/build.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const study = join(import.meta.dirname, '..');
const golden = JSON.parse(readFileSync(join(study, '../../test/golden/golden_ne.json'), 'utf8'));
const { years, cities, indicators, raw } = golden.input;

// id, Chinese name, province (en, zh), neighbouring countries
const places = {
  "Xing'an League": ['hinggan', '兴安盟', 'Inner Mongolia', '内蒙古'],
  Hulunbuir: ['hulunbuir', '呼伦贝尔市', 'Inner Mongolia', '内蒙古'],
  Heihe: ['heihe', '黑河市', 'Heilongjiang', '黑龙江'],
  Yichun: ['yichun', '伊春市', 'Heilongjiang', '黑龙江'],
  Hegang: ['hegang', '鹤岗市', 'Heilongjiang', '黑龙江'],
  Jiamusi: ['jiamusi', '佳木斯市', 'Heilongjiang', '黑龙江'],
  Shuangyashan: ['shuangyashan', '双鸭山市', 'Heilongjiang', '黑龙江'],
  Jixi: ['jixi', '鸡西市', 'Heilongjiang', '黑龙江'],
  Mudanjiang: ['mudanjiang', '牡丹江市', 'Heilongjiang', '黑龙江'],
  Yanbian: ['yanbian', '延边朝鲜族自治州', 'Jilin', '吉林'],
  Baishan: ['baishan', '白山市', 'Jilin', '吉林'],
  Tonghua: ['tonghua', '通化市', 'Jilin', '吉林'],
  Dandong: ['dandong', '丹东市', 'Liaoning', '辽宁'],
};

const write = (name, rows) =>
  writeFileSync(join(study, 'data', name), `${rows.map((row) => row.join(',')).join('\n')}\n`);

write('cities.csv', [
  ['id', 'name', 'name_zh', 'province', 'province_zh'],
  ...cities.map((city) => {
    const [id, zh, province, provinceZh] = places[city];
    return [id, city, zh, province, provinceZh];
  }),
]);
write('panel-synthetic.csv', [
  ['id', 'year', ...indicators.map((indicator) => indicator.id)],
  ...cities.flatMap((city, c) =>
    years.map((year, y) => [places[city][0], year, ...raw[y][c].map((value) => value ?? '')]),
  ),
]);
