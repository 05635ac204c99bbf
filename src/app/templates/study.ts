const study = `# A study of Holling. Every key is explained where it stands; "holling check ." says what is wrong, with the line.
version: 1
title: { en: Resilience of my cities (example data), zh: 我的城市韧性（示例数据） }

# One row per unit: a key, names, and any attributes to group by.
units:
  file: data/units.csv
  key: id
  name: { en: name, zh: name_zh }
  groups: [region]
  # boundaries: { file: data/units.geojson, key: id }   # GeoJSON or TopoJSON, for maps

periods: [2015, 2020] # or { from: 2010, to: 2020 }

# Tables with the values. wide: a row per unit and period, a column per indicator.
# long: the columns unit, period, indicator, value.
data:
  - file: data/panel.csv
    layout: wide
    missing: ["-"] # markers of missing values besides the empty cell
    # columns: { gdp: "GDP per capita" }   # where a column is not called as the indicator's id

# What is measured, as a tree. direction: benefit (more is better) or cost (less is better).
index:
  id: index
  title: { en: Resilience, zh: 韧性 }
  children:
    - id: economy
      title: { en: Economy, zh: 经济 }
      children:
        - { id: gdp, title: { en: GDP per capita, zh: 人均地区生产总值 }, unit: { en: yuan, zh: 元 }, direction: benefit }
        - { id: unemployment, title: { en: Unemployment rate, zh: 失业率 }, unit: "%", direction: cost }
    - id: society
      title: { en: Society, zh: 社会 }
      children:
        - { id: beds_per_1000, title: { en: Hospital beds per 1000, zh: 每千人床位 }, unit: { en: beds, zh: 张 }, direction: benefit, formula: 1000 * beds / population }
        - { id: green, title: { en: Green cover, zh: 绿化覆盖率 }, unit: "%", direction: benefit }

# Read and usable in formulas, but not scored.
context:
  - { id: beds }
  - { id: population }

# Each step is one word, or a map from the word to its options ("holling methods topsis" lists them).
method:
  impute: linear # fills gaps along time; none leaves them
  normalise: min-max # z-score, goalposts, rank, vector
  weight: entropy # equal, given, ahp, critic, cv, sd, combined
  aggregate: topsis # weighted-sum, geometric
  grade: natural-breaks # quantile, equal-interval, manual

analyses:
  obstacles: { top: 3 }
  groups: { by: [region] }

seed: 1
`;

const units = `id,name,name_zh,region
a,Alder,阿城,north
b,Birch,白城,north
c,Cedar,柏城,south
d,Dogwood,山城,south
e,Elm,榆城,south
`;

const panel = `unit,year,gdp,unemployment,beds,population,green
a,2015,42000,4.1,5200,910000,38.2
a,2020,51000,3.8,6100,930000,41.0
b,2015,35500,4.9,3900,870000,35.5
b,2020,-,4.4,4600,880000,37.9
c,2015,61000,3.2,9800,1500000,40.1
c,2020,74500,3.0,12100,1620000,43.3
d,2015,28000,5.6,2100,640000,31.7
d,2020,36500,5.1,2900,630000,36.4
e,2015,47000,4.0,4400,760000,42.8
e,2020,55500,3.9,5200,770000,44.6
`;

/** The files of a new study. The numbers are made up and say so in the title. */
export const template: Readonly<Record<string, string>> = {
  'study.yaml': study,
  'data/units.csv': units,
  'data/panel.csv': panel,
};
