// What is read from the Factbook: variable, place of its text, words that may follow the number.
// A `series` gives figures of several years, which go to their periods; of the others the latest stands at 2014.
// `undated` marks quantities that change slowly and may be of any year.

export const FIELDS = [
  // Economy
  {
    id: 'gdp_per_capita',
    series: true,
    at: ['Economy', 'GDP - per capita (PPP)'],
    dollars: true,
    units: [''],
  },
  { id: 'growth', series: true, at: ['Economy', 'GDP - real growth rate'], units: ['%'] },
  { id: 'saving', series: true, at: ['Economy', 'Gross national saving'], units: ['% of GDP'] },
  { id: 'unemployment', series: true, at: ['Economy', 'Unemployment rate'], units: ['%'] },
  { id: 'inflation', series: true, at: ['Economy', 'Inflation rate (consumer prices)'], units: ['%'] },
  { id: 'debt', series: true, at: ['Economy', 'Public debt'], units: ['% of GDP'] },
  { id: 'budget', series: true, at: ['Economy', 'Budget surplus (+) or deficit (-)'], units: ['% of GDP'] },
  {
    id: 'reserves',
    series: true,
    at: ['Economy', 'Reserves of foreign exchange and gold'],
    dollars: true,
    units: [''],
  },
  { id: 'imports', series: true, at: ['Economy', 'Imports'], dollars: true, units: [''] },
  // Society
  { id: 'population', at: ['People and Society', 'Population'], units: [''] },
  {
    id: 'life_expectancy',
    at: ['People and Society', 'Life expectancy at birth', 'total population'],
    units: [' years'],
  },
  {
    id: 'infant_mortality',
    at: ['People and Society', 'Infant mortality rate', 'total'],
    units: [' deaths/1,000 live births'],
  },
  {
    id: 'physicians',
    at: ['People and Society', 'Physicians density'],
    units: [' physicians/1,000 population'],
  },
  { id: 'beds', at: ['People and Society', 'Hospital bed density'], units: [' beds/1,000 population'] },
  { id: 'education', at: ['People and Society', 'Education expenditures'], units: ['% of GDP'] },
  {
    id: 'schooling',
    at: ['People and Society', 'School life expectancy (primary to tertiary education)', 'total'],
    units: [' years'],
  },
  { id: 'literacy', at: ['People and Society', 'Literacy', 'total population'], units: ['%'] },
  {
    id: 'dependency',
    at: ['People and Society', 'Dependency ratios', 'total dependency ratio'],
    units: ['%'],
  },
  {
    id: 'youth_unemployment',
    at: ['People and Society', 'Unemployment, youth ages 15-24', 'total'],
    units: ['%'],
  },
  { id: 'gini', at: ['Economy', 'Distribution of family income - Gini index'], units: [''] },
  // Environment
  { id: 'area', at: ['Geography', 'Area', 'land'], units: [' sq km'], undated: true },
  { id: 'forest', at: ['Geography', 'Land use', 'forest'], units: ['%'], undated: true },
  { id: 'water', at: ['Geography', 'Total renewable water resources'], units: [' cu km'] },
  {
    id: 'withdrawal',
    at: ['Geography', 'Freshwater withdrawal (domestic/industrial/agricultural)', 'per capita'],
    units: [' cu m/yr'],
  },
  { id: 'co2', at: ['Energy', 'Carbon dioxide emissions from consumption of energy'], units: [' Mt'] },
  {
    id: 'hydro',
    at: ['Energy', 'Electricity - from hydroelectric plants'],
    units: ['% of total installed capacity'],
  },
  {
    id: 'renewable',
    at: ['Energy', 'Electricity - from other renewable sources'],
    units: ['% of total installed capacity'],
  },
  // Facilities and connections
  { id: 'capacity', at: ['Energy', 'Electricity - installed generating capacity'], units: [' kW'] },
  {
    id: 'safe_water',
    at: ['People and Society', 'Drinking water source', 'improved'],
    part: 'total:',
    units: ['% of population'],
  },
  {
    id: 'sanitation',
    at: ['People and Society', 'Sanitation facility access', 'improved'],
    part: 'total:',
    units: ['% of population'],
  },
  { id: 'internet', at: ['Communications', 'Internet users', 'percent of population'], units: ['%'] },
  {
    id: 'mobile',
    at: ['Communications', 'Telephones - mobile cellular', 'subscriptions per 100 inhabitants'],
    units: [''],
  },
  {
    id: 'fixed_lines',
    at: ['Communications', 'Telephones - fixed lines', 'subscriptions per 100 inhabitants'],
    units: [''],
  },
  { id: 'roads', at: ['Transportation', 'Roadways', 'total'], units: [' km'], undated: true },
  { id: 'paved_airports', at: ['Transportation', 'Airports - with paved runways', 'total'], units: [''] },
];

/** Values of a stated year before this are not used. */
export const OLDEST = 2005;
