/** A formula in the pieces between which a narrow page may break it: after what a wide space separates, and before an "or". */
export function formulaParts(tex: string): string[] {
  if (tex.includes('\\begin')) return [tex];
  const parts = tex.split(/(?<=,)\s*\\quad\s*|\\ (?=\\text\{or\})/);
  return parts.every(isWhole) ? parts : [tex];
}

/** Whether every brace that is opened is closed. */
function isWhole(tex: string): boolean {
  let depth = 0;
  for (const [mark] of tex.matchAll(/\\.|[{}]/gs)) {
    if (mark === '{') depth++;
    else if (mark === '}' && --depth < 0) return false;
  }
  return depth === 0;
}
