import { ProblemError } from '../core/problem.ts';
import type { StudyFiles } from '../study/files.ts';
import { inlineFiles } from '../study/inline-files.ts';
import { ahpOf, comparedNodes } from '../study/judgements.ts';
import { readOverlay } from '../study/overrides.ts';
import { parseStudy } from '../study/parse.ts';
import { readYaml } from '../study/yaml-text.ts';
import { overlayText } from './overlay.ts';
import type { Overlay, Requests } from './protocol.ts';

/** The judgements of a study under an overlay as the method will read them, those of files too. */
export function judgementsOf(files: StudyFiles, overlay: Overlay): Requests['judgements']['output'] {
  const { override } = readOverlay(overlayText(overlay), 'what-if', '');
  const { study, problems } = parseStudy(files.text, 'study.yaml', override ? [override] : []);
  if (!study) throw new ProblemError(problems);
  const named = new Map(files.inlined);
  inlineFiles(study, (file) => named.get(file), []);
  return {
    nodes: comparedNodes(study),
    ahp: ahpOf(study),
    written: readYaml(files.text, 'study.yaml').value,
  };
}
