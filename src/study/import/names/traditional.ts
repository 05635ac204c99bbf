/** Characters of names of places in China, traditional then simplified. */
const PAIRS =
  '齊齐爾尔濱滨鶴鹤崗岗雙双鴨鸭慶庆臺台綏绥興兴嶺岭長长遼辽營营錦锦蘆芦島岛撫抚鐵铁陽阳瀋沈連连順顺雞鸡鷄鸡貴贵贛赣廣广東东漢汉鄭郑開开濟济濰潍臨临棗枣煙烟萊莱澤泽萬万寧宁無无錫锡蘇苏' +
  '揚扬鎮镇雲云鹽盐遷迁溫温紹绍華华麗丽蕪芜馬马銅铜黃黄廈厦龍龙巖岩鷹鹰饒饶岡冈荊荆門门潛潜農农婁娄張张懷怀關关頭头賓宾來来賀贺欽钦瓊琼樂乐邁迈內内達达資资綿绵瀘泸涼凉畢毕節节義义滄沧' +
  '紅红薩萨則则蘭兰銀银隴陇肅肃樹树衛卫烏乌魯鲁瑪玛贊赞裏里裡里圖图崑昆楊杨晉晋呂吕鄲郸縣县區区壩坝寶宝鹹咸許许駐驻倫伦貝贝彥彦賽赛藍蓝溝沟顏颜諸诸賴赖羅罗圍围術术語语灣湾陝陕遠远鳳凤' +
  '韓韩應应滿满歸归莊庄橋桥勝胜葉叶園园蓮莲塗涂淶涞嶽岳嶧峄潁颍壽寿維维壯壮頗颇僅仅獨独羣群峯峰潔洁嶗崂漣涟瀏浏滬沪灤滦滎荥衞卫戶户鄧邓欒栾濼泺線线鮮鲜納纳聯联晝昼紮扎薦荐黨党瀾澜盧卢' +
  '瓏珑爐炉邊边盤盘峽峡湯汤陰阴鄉乡強强環环榮荣蕭萧豐丰閩闽粵粤陸陆經经蒼苍鏡镜鐘钟儀仪宮宫';

const SIMPLE = new Map<string, string>();
for (let i = 0; i + 1 < PAIRS.length; i += 2) SIMPLE.set(PAIRS[i]!, PAIRS[i + 1]!);

/**
 * Traditional characters of names of places, written simplified; others stay as they are.
 * @example simplified('齊齊哈爾') // => '齐齐哈尔'
 */
export function simplified(text: string): string {
  let out = '';
  for (const one of text) out += SIMPLE.get(one) ?? one;
  return out;
}
