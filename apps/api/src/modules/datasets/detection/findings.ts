/** Heads whose findings are remembered: those of a few people who look at a file each. */
const MOST_HEADS = 4;

/** What was found out about the rows that decide, by what was asked: they never change, and settings only change what is asked. */
export class Findings {
  readonly #known = new Map<string, unknown>();

  /** Undefined if it was not asked yet. What was found is shared and must not be changed. */
  known<T>(question: readonly unknown[]): T | undefined {
    return this.#known.get(JSON.stringify(question)) as T | undefined;
  }

  keep(question: readonly unknown[], found: unknown): void {
    this.#known.set(JSON.stringify(question), found);
  }

  /** What is known, else what `find` finds. */
  once<T>(question: readonly unknown[], find: () => T): T {
    const known = this.known<T>(question);
    if (known !== undefined) return known;
    const found = find();
    this.keep(question, found);
    return found;
  }

  /** The same of what takes asking. Who asks at the same time asks for himself, as the other one may be cancelled. */
  async of<T>(question: readonly unknown[], ask: () => Promise<T>): Promise<T> {
    const known = this.known<T>(question);
    if (known !== undefined) return known;
    const found = await ask();
    this.keep(question, found);
    return found;
  }
}

const last = new Map<string, Findings>();

/** The findings about a head: `about` names the bytes that it was read from, and how they were read. */
export function findingsOf(about: readonly unknown[]): Findings {
  const key = JSON.stringify(about);
  const findings = last.get(key) ?? new Findings();
  last.delete(key);
  last.set(key, findings);
  if (last.size > MOST_HEADS) last.delete(last.keys().next().value!);
  return findings;
}
