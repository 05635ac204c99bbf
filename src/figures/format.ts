/** A number with fixed decimals and a real minus sign; a dash for what is missing. */
export function fixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '–';
  const text = value.toFixed(decimals);
  return text.startsWith('-') ? (Number(text) === 0 ? text.slice(1) : `−${text.slice(1)}`) : text;
}

/** Decimals with which all different limits look different: at least 3, at most 8. */
export function decimalsFor(limits: readonly number[]): number {
  const different = new Set(limits).size;
  for (let decimals = 3; decimals < 8; decimals++) {
    if (new Set(limits.map((limit) => limit.toFixed(decimals))).size === different) return decimals;
  }
  return 8;
}
