/** A commission read from text: money for a signed size at a price. */
export type CommissionExpression = (size: number, price: number) => number;

/** Whether a text is a commission of the grammar that {@link parseExpression} reads. */
export function isExpression(text: string): boolean {
  try {
    parseExpression(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads a commission of numbers, size, price, + − * /, min, max and abs, never running it as code; throws a SyntaxError naming what it met. */
export function parseExpression(text: string): CommissionExpression {
  const tokens = text.match(/\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|[a-z]+|\S/g) ?? [];
  const parser = new Parser(tokens);
  const result = parser.sum();
  parser.end();
  return result;
}

const MAX_DEPTH = 50;

class Parser {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  sum(): CommissionExpression {
    if (++this.#depth > MAX_DEPTH) throw new SyntaxError('The expression is nested too deeply.');
    let left = this.#product();
    while (this.#peek() === '+' || this.#peek() === '-') {
      const minus = this.#take() === '-';
      const a = left;
      const b = this.#product();
      left = minus ? (s, p) => a(s, p) - b(s, p) : (s, p) => a(s, p) + b(s, p);
    }
    this.#depth--;
    return left;
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#unexpected();
  }

  #product(): CommissionExpression {
    let left = this.#factor();
    while (this.#peek() === '*' || this.#peek() === '/') {
      const times = this.#take() === '*';
      const a = left;
      const b = this.#factor();
      left = times ? (s, p) => a(s, p) * b(s, p) : (s, p) => a(s, p) / b(s, p);
    }
    return left;
  }

  #factor(): CommissionExpression {
    let negative = false;
    while (this.#peek() === '-' || this.#peek() === '+') {
      if (this.#take() === '-') negative = !negative;
    }
    const value = this.#atom();
    return negative ? (s, p) => -value(s, p) : value;
  }

  #atom(): CommissionExpression {
    const token = this.#peek();
    if (token === '(') {
      this.#take();
      const inner = this.sum();
      this.#expect(')');
      return inner;
    }
    if (/^[\d.]/.test(token) && token !== '.') {
      const value = Number(this.#take());
      return () => value;
    }
    if (token === 'size' || token === 'price') {
      this.#take();
      return token === 'size' ? (s) => s : (_, p) => p;
    }
    if (token === 'min' || token === 'max' || token === 'abs') return this.#call(token);
    throw this.#unexpected();
  }

  #call(name: 'min' | 'max' | 'abs'): CommissionExpression {
    this.#take();
    this.#expect('(');
    const args = [this.sum()];
    while (this.#peek() === ',') {
      this.#take();
      args.push(this.sum());
    }
    this.#expect(')');
    if (name === 'abs') {
      if (args.length !== 1) throw new SyntaxError('abs takes one value.');
      return (s, p) => Math.abs(args[0](s, p));
    }
    const pick = name === 'min' ? Math.min : Math.max;
    return (s, p) => args.reduce((best, each) => pick(best, each(s, p)), args[0](s, p));
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(): string {
    return this.#tokens[this.#at++] ?? '';
  }

  #expect(token: string): void {
    if (this.#peek() !== token) throw this.#unexpected();
    this.#at++;
  }

  #unexpected(): SyntaxError {
    return new SyntaxError(`Unexpected ${this.#peek() || 'end'} in the expression.`);
  }
}
