// Writes the synthetic yearbook of docs/tutorial.md. Run again, it gives the same numbers.
import { readFile, writeFile } from 'node:fs/promises';
import { writeXlsx } from 'hucre/xlsx';

const root = new URL('../../', import.meta.url);
const lines = (await readFile(new URL('studies/northeast-border/data/cities.csv', root), 'utf8'))
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const at = (name) => lines[0].indexOf(name);
const cities = lines
  .slice(1)
  .map((cells) => ({ name: cells[at('name_zh')], province: cells[at('province_zh')] }));

let state = 20160101;
/** A number from 0 to 1 that only depends on how many were taken before. */
function next() {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}
const round = (value, decimals) => Number(value.toFixed(decimals));
const size = new Map(cities.map(({ name }) => [name, 0.3 + 2 * next() * next()]));

const sheets = [2014, 2015, 2016].map((year) => {
  const rows = [
    [`${year}年各市主要经济社会指标（合成数据）`, ...Array(6).fill(null)],
    [
      '城　市',
      '地区生产总值',
      '年末户籍人口',
      '居民消费价格指数',
      '医院床位数',
      '城镇登记失业率',
      '工业二氧化硫排放量',
    ],
    [null, '（亿元）', '（万人）', '（上年=100）', '（张）', '（%）', '（吨）'],
  ];
  let province = '';
  for (const city of cities) {
    if (city.province !== province) rows.push([city.province, 9999.9, 9999.9, 101.5, 99999, 3.9, 99999]);
    province = city.province;
    const scale = size.get(city.name) * (1 + 0.06 * (year - 2014));
    rows.push([
      city.name,
      round(900 * scale * (0.9 + 0.2 * next()), 2),
      round(220 * size.get(city.name) * (0.98 + 0.04 * next()), 1),
      round(100.5 + 2 * next(), 1),
      Math.round(9000 * scale * (0.8 + 0.4 * next())),
      round(2.5 + 2.5 * next(), 2),
      Math.round(40000 * size.get(city.name) * (0.6 + 0.8 * next())),
    ]);
  }
  rows.push(['注：本表为合成数据，仅供教程使用。', ...Array(6).fill(null)]);
  return { name: String(year), rows, merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 6 }] };
});
await writeFile(new URL('docs/tutorial/synthetic-yearbook.xlsx', root), await writeXlsx({ sheets }));
