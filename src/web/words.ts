import { useStore } from './store.ts';

/** Picks the language of the page. */
export function useSay(): (en: string, zh: string) => string {
  const lang = useStore((state) => state.lang);
  return (en, zh) => (lang === 'zh' ? zh : en);
}

export const STAGES: Record<string, { en: string; zh: string }> = {
  impute: { en: 'Fill gaps', zh: '缺失处理' },
  treat: { en: 'Treat outliers', zh: '异常值处理' },
  normalise: { en: 'Normalise', zh: '标准化' },
  weight: { en: 'Weigh', zh: '赋权' },
  aggregate: { en: 'Aggregate', zh: '综合' },
  grade: { en: 'Grade', zh: '分级' },
};

/** Where a note comes from, besides the steps of the method. */
export const PLACES: Record<string, { en: string; zh: string }> = {
  ...STAGES,
  data: { en: 'Data', zh: '数据' },
  units: { en: 'Units', zh: '单元' },
  boundaries: { en: 'Boundaries', zh: '边界' },
  construct: { en: 'Computed variables', zh: '计算变量' },
  adjust: { en: 'Adjusted weights', zh: '权重调整' },
  uncertainty: { en: 'Uncertainty', zh: '不确定性' },
  sensitivity: { en: 'Sensitivity', zh: '敏感性' },
};

export const STATUSES = {
  en: ['missing', 'observed', 'derived', 'filled', 'estimated'],
  zh: ['缺失', '观测', '推导', '插补', '估计'],
};
/** Marks that follow a value that was not observed. */
export const MARKS = ['', '', '', '*', '~'];

/** A number of usual precision for the screen. */
export function shown(value: number, digits = 4): string {
  if (Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) return value.toExponential(2).replace('-', '−');
  if (size >= 1000) return value.toFixed(0).replace('-', '−');
  return Number(value.toPrecision(digits)).toString().replace('-', '−');
}

export function fixed(value: number, digits = 3): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits).replace('-', '−');
}
