/** The provincial units of China: short name, what follows it in the full name, and English. */
const PROVINCES: readonly (readonly [string, string, string])[] = [
  ['北京', '市', 'Beijing'],
  ['天津', '市', 'Tianjin'],
  ['河北', '省', 'Hebei'],
  ['山西', '省', 'Shanxi'],
  ['内蒙古', '自治区', 'Inner Mongolia'],
  ['辽宁', '省', 'Liaoning'],
  ['吉林', '省', 'Jilin'],
  ['黑龙江', '省', 'Heilongjiang'],
  ['上海', '市', 'Shanghai'],
  ['江苏', '省', 'Jiangsu'],
  ['浙江', '省', 'Zhejiang'],
  ['安徽', '省', 'Anhui'],
  ['福建', '省', 'Fujian'],
  ['江西', '省', 'Jiangxi'],
  ['山东', '省', 'Shandong'],
  ['河南', '省', 'Henan'],
  ['湖北', '省', 'Hubei'],
  ['湖南', '省', 'Hunan'],
  ['广东', '省', 'Guangdong'],
  ['广西', '壮族自治区', 'Guangxi'],
  ['海南', '省', 'Hainan'],
  ['重庆', '市', 'Chongqing'],
  ['四川', '省', 'Sichuan'],
  ['贵州', '省', 'Guizhou'],
  ['云南', '省', 'Yunnan'],
  ['西藏', '自治区', 'Tibet'],
  ['陕西', '省', 'Shaanxi'],
  ['甘肃', '省', 'Gansu'],
  ['青海', '省', 'Qinghai'],
  ['宁夏', '回族自治区', 'Ningxia'],
  ['新疆', '维吾尔自治区', 'Xinjiang'],
  ['台湾', '省', 'Taiwan'],
  ['香港', '特别行政区', 'Hong Kong'],
  ['澳门', '特别行政区', 'Macao'],
];
/** Units that are a province and a city at once. */
const MUNICIPALITIES = new Set(['北京', '天津', '上海', '重庆', '香港', '澳门']);

const byName = new Map(
  PROVINCES.flatMap(([short, rest, english]) =>
    [short, short + rest, english.toLowerCase(), `${english.toLowerCase()} province`].map(
      (name) => [name, short] as const,
    ),
  ),
);

/**
 * The short name of the province that a text names by its short, full or English name; undefined for any other text.
 * 吉林 is read as the province: whether a city is meant, what stands around it must tell.
 * @example [provinceOf('黑龙江省'), provinceOf('Jilin'), provinceOf('黑河市')] // => ['黑龙江', '吉林', undefined]
 */
export function provinceOf(text: string): string | undefined {
  return byName.get(text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase());
}

/**
 * Whether a province is a city too (Beijing, Tianjin, Shanghai, Chongqing).
 * @example isMunicipality('上海') // => true
 */
export function isMunicipality(short: string): boolean {
  return MUNICIPALITIES.has(short);
}
