import { type FormulaFault, scan, type Token, unexpected } from './scan.ts';

export const FUNCTIONS = {
  min: { least: 1, most: 100 },
  max: { least: 1, most: 100 },
  abs: { least: 1, most: 1 },
  sqrt: { least: 1, most: 1 },
  ln: { least: 1, most: 1 },
  log10: { least: 1, most: 1 },
  exp: { least: 1, most: 1 },
  if: { least: 3, most: 3 },
} as const;
export type FunctionName = keyof typeof FUNCTIONS;

export type Operator = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=';

/** A formula as data. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'negate'; of: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression }
  | { kind: 'call'; name: FunctionName; arguments: Expression[] };

export interface Formula {
  text: string;
  root: Expression;
  /** Indicators and context variables used, in the order in which they first appear. */
  names: string[];
}
export type ParsedFormula = { ok: true; formula: Formula } | ({ ok: false } & FormulaFault);

/** Deepest nesting and largest number of parts that are read. */
export const DEEPEST = 100;
export const MOST_PARTS = 1000;

/** How tightly an operator binds. */
export const BINDING: Record<Operator, number> = {
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '==': 1,
  '!=': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  '^': 5,
};
/** Unary minus binds looser than a power: -a^2 is -(a^2). */
export const NEGATION = 4;

/**
 * Reads a formula: numbers, + - * / ^ (a power binds tightest and to the right), comparisons, parentheses, min, max,
 * abs, sqrt, ln, log10, exp, if(condition, then, else), and names of indicators or context variables, in backticks
 * where they are not plain identifiers. There is no other syntax, and length, depth and parts are limited.
 * @example parseFormula('100 * trade / gdp').ok // => true
 */
export function parseFormula(text: string): ParsedFormula {
  const tokens = scan(text);
  if (!Array.isArray(tokens)) return { ok: false, ...tokens };
  try {
    const root = new Reader(tokens).whole();
    return { ok: true, formula: { text, root, names: namesOf(root) } };
  } catch (fault) {
    if (fault instanceof SyntaxFault) return { ok: false, ...fault.fault };
    throw fault;
  }
}

/** Names used by an expression, in order of first use. */
export function namesOf(root: Expression): string[] {
  const names = new Set<string>();
  const walk = (part: Expression): void => {
    if (part.kind === 'name') names.add(part.name);
    else if (part.kind === 'negate') walk(part.of);
    else if (part.kind === 'binary') {
      walk(part.left);
      walk(part.right);
    } else if (part.kind === 'call') part.arguments.forEach(walk);
  };
  walk(root);
  return [...names];
}

class SyntaxFault extends Error {
  readonly fault: FormulaFault;
  constructor(fault: FormulaFault) {
    super(fault.saw.en);
    this.fault = fault;
  }
}

/** Precedence climbing over the words of one formula. */
class Reader {
  private readonly tokens: readonly Token[];
  private next = 0;
  private parts = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  whole(): Expression {
    const root = this.expression(0, 0);
    if (this.token.kind !== 'end') this.fail('something after the end of the formula', '公式结束后仍有内容');
    return root;
  }

  private get token(): Token {
    return this.tokens[this.next]!;
  }

  private expression(least: number, depth: number): Expression {
    let left = this.operand(depth);
    for (;;) {
      const token = this.token;
      if (token.kind !== 'sign' || !Object.hasOwn(BINDING, token.sign)) return left;
      const operator = token.sign as Operator;
      const binding = BINDING[operator];
      if (binding < least) return left;
      this.next++;
      const right = this.expression(operator === '^' ? binding : binding + 1, depth + 1);
      left = this.part({ kind: 'binary', operator, left, right });
    }
  }

  private operand(depth: number): Expression {
    if (depth > DEEPEST) this.fail(`more than ${DEEPEST} levels of nesting`, `嵌套超过 ${DEEPEST} 层`);
    const token = this.token;
    if (token.kind === 'number') {
      this.next++;
      return this.part({ kind: 'number', value: token.value });
    }
    if (token.kind === 'name') return this.nameOrCall(token, depth);
    if (token.kind === 'sign' && (token.sign === '-' || token.sign === '+')) {
      this.next++;
      const of = this.expression(NEGATION, depth + 1);
      return token.sign === '-' ? this.part({ kind: 'negate', of }) : of;
    }
    if (token.kind === 'sign' && token.sign === '(') {
      this.next++;
      const inner = this.expression(0, depth + 1);
      this.expect(')');
      return inner;
    }
    return this.fail(
      'a number, a name, a minus or a parenthesis was expected here',
      '此处应为数字、名称、负号或括号',
    );
  }

  private nameOrCall(token: Extract<Token, { kind: 'name' }>, depth: number): Expression {
    this.next++;
    if (token.quoted || !this.isSign('(')) return this.part({ kind: 'name', name: token.name });
    if (!Object.hasOwn(FUNCTIONS, token.name)) {
      this.next--;
      this.fail(
        `it is not a function; there are ${Object.keys(FUNCTIONS).join(', ')}`,
        `不是函数；可用 ${Object.keys(FUNCTIONS).join('、')}`,
      );
    }
    const name = token.name as FunctionName;
    this.next++;
    const list: Expression[] = [];
    if (!this.isSign(')')) {
      do list.push(this.expression(0, depth + 1));
      while (this.isSign(',') && this.next++ >= 0);
    }
    const { least, most } = FUNCTIONS[name];
    if (list.length < least || list.length > most) {
      const count = least === most ? String(least) : `${least} to ${most}`;
      this.fail(
        `${name} takes ${count} argument(s), not ${list.length}`,
        `${name} 需要 ${count} 个参数，而不是 ${list.length} 个`,
      );
    }
    this.expect(')');
    return this.part({ kind: 'call', name, arguments: list });
  }

  private isSign(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.sign === sign;
  }

  private expect(sign: string): void {
    if (!this.isSign(sign)) this.fail(`"${sign}" was expected here`, `此处应为“${sign}”`);
    this.next++;
  }

  private part<T extends Expression>(expression: T): T {
    if (++this.parts > MOST_PARTS) this.fail(`more than ${MOST_PARTS} parts`, `超过 ${MOST_PARTS} 个部分`);
    return expression;
  }

  private fail(en: string, zh: string): never {
    const token = this.token;
    const seen =
      token.kind === 'end'
        ? 'end'
        : token.kind === 'number'
          ? String(token.value)
          : token.kind === 'name'
            ? token.name
            : token.sign;
    throw new SyntaxFault(unexpected(token.at, seen, { en, zh }));
  }
}
