import pg from 'pg';

/** Collects the values of an SQL statement: `values.add(x)` returns its placeholder. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The same for a statement that takes no parameters: `literals.add(x)` returns the value itself. */
export class Literals extends Parameters {
  override add(value: unknown): string {
    if (Array.isArray(value)) return `array[${value.map((one) => this.add(one)).join(', ')}]`;
    return pg.escapeLiteral(String(value));
  }
}
