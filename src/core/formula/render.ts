import { BINDING, type Expression, type Formula, NEGATION } from './parse.ts';

/**
 * A formula as text with every name replaced, for showing how a value came about: `100 * 12.5 / 340`.
 */
export function renderFormula(formula: Formula, value: (name: string) => string): string {
  return render(formula.root, value, 0);
}

function render(part: Expression, value: (name: string) => string, least: number): string {
  switch (part.kind) {
    case 'number':
      return String(part.value);
    case 'name':
      return value(part.name);
    case 'negate':
      return enclosed(`-${render(part.of, value, NEGATION)}`, NEGATION < least);
    case 'call':
      return `${part.name}(${part.arguments.map((one) => render(one, value, 0)).join(', ')})`;
    case 'binary': {
      const binding = BINDING[part.operator];
      const toRight = part.operator === '^';
      const left = render(part.left, value, toRight ? binding + 1 : binding);
      const right = render(part.right, value, toRight ? binding : binding + 1);
      return enclosed(`${left} ${part.operator} ${right}`, binding < least);
    }
  }
}

function enclosed(text: string, needed: boolean): string {
  return needed ? `(${text})` : text;
}
