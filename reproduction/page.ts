import { china286 } from './china-286.ts';
import { chinaBorder } from './china-border.ts';
import type { Claims, Finding, Verdict } from './claim.ts';
import { northeastBorder } from './northeast-border.ts';
import { type Papers, type Row, readPapers } from './papers.ts';

const PAPERS: Readonly<Record<string, { title: string; claims: Claims }>> = {
  '000': {
    title: 'Resilience of border cities in Northeast China (Land 2023, 12, 958)',
    claims: northeastBorder,
  },
  '001': {
    title: 'Resilience of 41 Chinese border cities (Frontiers in Public Health, 2022)',
    claims: chinaBorder,
  },
  '002': {
    title: 'Economic resilience of 286 Chinese cities (Sustainability 2018, 10, 4754)',
    claims: china286,
  },
};

const MEANINGS: Readonly<Record<Verdict, string>> = {
  reproduces: 'comes out as printed, within the printed decimals',
  'reproduces in another way': 'comes out, but not by what the paper says it did',
  'does not reproduce': 'does not come out by any way that was tried',
  contradiction: 'disagrees with another number of the same paper',
  misprint: 'cannot be right as printed',
  consistent: 'cannot be recomputed, but what can be checked agrees with it',
  'not checkable': 'needs what the paper does not publish',
};

/** A published number with what was found of it. */
export interface Checked {
  published: Row;
  finding: Finding;
}

/** Every number of `docs/papers/reference_numbers.csv`, checked. */
export function check(papers: Papers): Checked[] {
  return papers.rows('reference_numbers').map((published) => {
    const claim = PAPERS[published.paper!]?.claims[published.quantity!];
    if (!claim) throw new Error(`no check of ${published.paper} ${published.quantity}`);
    return { published, finding: claim(papers) };
  });
}

/** `docs/reproduction.md`: which published numbers of the three papers come out, and why others do not. */
export function reproductionPage(root: string): string {
  const papers = readPapers(root);
  const checked = check(papers);
  const count = (verdict: Verdict, among = checked) =>
    among.filter(({ finding }) => finding.verdict === verdict).length;
  const used = new Set(checked.flatMap(({ finding }) => finding.errata ?? []));
  return [
    '<!-- Written by npm run generate. -->',
    '# Which published numbers reproduce',
    '',
    `The three papers whose systems Holling implements print ${checked.length} numbers that can be looked at one by one. Each is computed again here, from the published tables in [\`papers/\`](papers/README.md) alone, with the functions that Holling itself uses. Numbers of misprints refer to the list at the end. Nothing is called reproduced that is not.`,
    '',
    '| verdict | numbers | meaning |',
    '|---|---|---|',
    ...Object.entries(MEANINGS).map(
      ([verdict, meaning]) => `| ${verdict} | ${count(verdict as Verdict)} | ${meaning} |`,
    ),
    '',
    ...Object.entries(PAPERS).flatMap(([id, { title }]) => [
      `## ${title}`,
      '',
      '| where | what | published | recomputed | verdict | why | misprints |',
      '|---|---|---|---|---|---|---|',
      ...checked.filter(({ published }) => published.paper === id).map(line),
      '',
    ]),
    '## Misprints that these hang on',
    '',
    'P: the paper contradicts itself. G: general knowledge contradicts it. O: damage of the text that was read, perhaps not of the paper.',
    'The whole list, with others that no number above hangs on, is [papers/errata.csv](papers/errata.csv).',
    '',
    '| no. | kind | where | error | reading used |',
    '|---|---|---|---|---|',
    ...papers
      .rows('errata')
      .filter((row) => used.has(row.id!))
      .map((row) => cells([row.id!, row.kind!, row.where!, row.error!, row.reading!])),
    '',
  ].join('\n');
}

function line({ published, finding }: Checked): string {
  return cells([
    published.locus!,
    published.quantity!,
    published.published!,
    finding.recomputed,
    `**${finding.verdict}**`,
    finding.why,
    (finding.errata ?? []).join(', '),
  ]);
}

function cells(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
