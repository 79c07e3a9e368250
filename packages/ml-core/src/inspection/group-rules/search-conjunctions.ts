import { type BitRows, both, countBoth } from './bit-rows.js';
import type { GroupCondition } from './group-condition.js';
import type { Candidate } from './list-conditions.js';

/** Conditions that all hold, and how well those who meet them are the group. */
export interface Conjunction {
  readonly conditions: readonly GroupCondition[];
  readonly f1: number;
}

/** The group to be told, and how widely to search. */
export interface SearchOptions {
  readonly group: BitRows;
  readonly size: number;
  /** Conditions at most. */
  readonly most: number;
  /** Conjunctions that are continued with another condition, of each length. */
  readonly beam: number;
}

interface Partial extends Conjunction {
  readonly rows: BitRows;
  readonly own: BitRows;
  /** The group's rows among them. */
  readonly caught: number;
  /** Positions of its conditions among the candidates, ascending. */
  readonly at: readonly number[];
}

/** Twice what is right over all that is said and all that is meant. */
export function f1Of(caught: number, told: number, size: number): number {
  return told + size === 0 ? 0 : (2 * caught) / (told + size);
}

/**
 * The best conjunctions of 1, 2, … conditions, best first. Of each length the best of the one before are continued with every
 * candidate that can lead to more than was found: however many conditions follow, those that catch c of a group of n reach
 * an F1 of 2c / (c + n) at most, where all that is not theirs is dropped.
 * @yields for each length, of the best at most twice `beam`; a length is searched when it is asked for
 */
export function* searchConjunctions(
  candidates: readonly Candidate[],
  { group, size, most, beam }: SearchOptions,
): Generator<Conjunction[]> {
  const everybody = Uint32Array.from(group, () => 0xffffffff);
  let kept: Partial[] = [{ conditions: [], f1: 0, rows: everybody, own: group, caught: size, at: [] }];
  let best = 0;
  let usable = candidates.map((_, i) => i);
  for (let length = 1; length <= most; length++) {
    const found = continueEach(kept, candidates, usable, best, { size, beam });
    if (found.length === 0) return;
    yield [...found].sort(byF1);
    best = Math.max(best, ...found.map(({ f1 }) => f1));
    const limit = best;
    usable = usable.filter((i) => reach(countBoth(candidates[i]!.rows, group), size) > limit);
    kept = found.filter(({ caught }) => reach(caught, size) > limit);
  }
}

const byF1 = (a: Conjunction, b: Conjunction) => b.f1 - a.f1;

/** The F1 of a conjunction if it lost all that is not the group's, and nothing else. */
function reach(caught: number, size: number): number {
  return f1Of(caught, caught, size);
}

interface Step {
  readonly from: Partial;
  readonly with: number;
  readonly caught: number;
  readonly told: number;
  readonly f1: number;
}

/** The best continuations: by what they are, and as many by what they can become. */
function continueEach(
  kept: readonly Partial[],
  candidates: readonly Candidate[],
  usable: readonly number[],
  best: number,
  { size, beam }: Pick<SearchOptions, 'size' | 'beam'>,
): Partial[] {
  const byF1 = new BestSteps(beam);
  const byPromise = new BestSteps(beam);
  for (const from of kept) {
    const before = from.at.length === 0 ? Number.NaN : countBoth(from.rows, from.rows);
    for (const i of usable) {
      const { rows } = candidates[i]!;
      const caught = countBoth(from.own, rows);
      const most = reach(caught, size);
      if (most <= best || !(byF1.takes(most) || byPromise.takes(2 * caught))) continue;
      const told = countBoth(from.rows, rows);
      // It drops nobody: a condition that holds already, or one that the others imply.
      if (told === before) continue;
      const f1 = f1Of(caught, told, size);
      const step = { from, with: i, caught, told, f1 };
      byF1.offer(step, f1);
      // What is caught weighs more than what is told: others can still be dropped, but never brought back.
      byPromise.offer(step, 2 * caught - (told - caught));
    }
  }
  const found = byF1.steps;
  const others = byPromise.steps.filter((step) => !found.some((other) => sameRows(step, other)));
  return [...found, ...others].map((step) => extend(step, candidates));
}

/** The steps with the highest worth, of those that catch and tell the same the first. */
class BestSteps {
  readonly steps: Step[] = [];
  readonly #worths: number[] = [];

  constructor(private readonly most: number) {}

  /** Whether a step of this worth would be among them, if it is not there already. */
  takes(worth: number): boolean {
    return this.steps.length < this.most || worth > this.#worths.at(-1)!;
  }

  offer(step: Step, worth: number): void {
    if (!this.takes(worth)) return;
    if (this.steps.some((other) => sameRows(other, step))) return;
    const below = this.#worths.findIndex((other) => other < worth);
    const at = below < 0 ? this.steps.length : below;
    this.steps.splice(at, 0, step);
    this.#worths.splice(at, 0, worth);
    if (this.steps.length > this.most) {
      this.steps.pop();
      this.#worths.pop();
    }
  }
}

function sameRows(a: Step, b: Step): boolean {
  return a.caught === b.caught && a.told === b.told;
}

function extend({ from, with: i, caught, f1 }: Step, candidates: readonly Candidate[]): Partial {
  const { condition, rows } = candidates[i]!;
  return {
    conditions: [...from.conditions, condition],
    f1,
    rows: both(from.rows, rows),
    own: both(from.own, rows),
    caught,
    at: [...from.at, i].sort((a, b) => a - b),
  };
}
