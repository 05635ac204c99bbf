/** Longer words are only compared for equality: distances grow with the square of the length. */
const LONGEST = 64;

/**
 * The candidate that a misspelt word most likely means: equal but for case, or within an edit distance of a third of
 * its length (at least 1). Of equally near ones, the one that begins alike; undefined when none is near.
 * @example nearest('grwoth', ['growth', 'gdp']) // => 'growth'
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return near(word, candidates, 1)[0];
}

/**
 * The candidates that a misspelt word may mean, nearest first, by the rule of `nearest`; of equally near ones that begin
 * alike, the first given.
 * @example near('Suzhuo', ['Xuzhou', 'Suqian', 'Suzhou'], 2) // => ['Suzhou', 'Xuzhou']
 */
export function near(word: string, candidates: Iterable<string>, most: number): string[] {
  const lower = word.toLowerCase();
  const limit = Math.max(1, Math.floor(word.length / 3));
  let bound = limit;
  const found: { candidate: string; distance: number; start: number }[] = [];
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    if (other !== lower && (word.length > LONGEST || candidate.length > LONGEST)) continue;
    if (Math.abs(word.length - candidate.length) > bound) continue;
    const distance = other === lower ? 0 : editDistance(lower, other);
    if (distance > bound) continue;
    found.push({ candidate, distance, start: sharedStart(lower, other) });
    found.sort((a, b) => a.distance - b.distance || b.start - a.start);
    if (found.length > most) found.pop();
    if (found.length === most) bound = found.at(-1)!.distance;
  }
  return found.map(({ candidate }) => candidate);
}

/** How many characters two words have in common at their beginning. */
function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let twoAgo: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(before[j]! + 1, row[j - 1]! + 1, before[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, twoAgo[j - 2]! + 1);
      row.push(cost);
    }
    twoAgo = before;
    before = row;
  }
  return before[b.length]!;
}
