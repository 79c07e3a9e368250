import type { Complexity } from 'type-graphql';

// What a field costs is declared beside it, as its `complexity`. The unit is a field of one object in the answer, some
// microseconds of this thread; a field that declares nothing costs 1 and what is selected below it. A list has to declare.

type Estimate = Exclude<Complexity, number>;

/** What a statement costs that reads by a key or a page of an index. */
export const LOOKUP = 10;
/** What a statement costs that goes over every customer of a dataset. */
export const SCAN = 200;
/** What a computation costs that goes over every customer of a dataset in this thread. */
export const COMPUTATION = 5000;
/** How many columns a dataset is taken to have. */
export const COLUMNS = 50;

/** What an entry of a list of numbers or texts costs. */
const VALUE = 0.2;
/** What an argument counts as where it is null and the resolver has a default of its own. */
const DEFAULT_ENTRIES = 100;

/** A list of about so many entries, besides what it costs to make it. */
export function listOf(entries: number, work = 1): Estimate {
  return ({ childComplexity }) => work + entries * (childComplexity || VALUE);
}

/**
 * A list, or a page, whose entries an argument counts: its number, or its length if it is a list itself. It costs `work`
 * to find them, and `each` to read one, whatever is selected of it.
 */
export function listBy(argument: string, { work = LOOKUP, each = 1 } = {}): Estimate {
  return ({ args, childComplexity }) => work + entriesOf(args[argument]) * (each + childComplexity);
}

/** The edges of a page: the page itself counts them. */
export const countedAbove: Estimate = ({ childComplexity }) => childComplexity;

function entriesOf(argument: unknown): number {
  if (Array.isArray(argument)) return argument.length;
  // Less than one entry is refused by the resolver; it must not make the rest of the query cheaper.
  return typeof argument === 'number' ? Math.max(argument, 1) : DEFAULT_ENTRIES;
}

/**
 * The complexity of introspection, by type and field: the lists have as many entries as those of our schema on average,
 * and of two types one wraps another, as a list or as required.
 */
export const INTROSPECTION: Readonly<Record<string, Estimate>> = {
  '__Schema.types': listOf(120),
  '__Schema.directives': listOf(5),
  '__Directive.locations': listOf(10),
  '__Directive.args': listOf(1),
  '__Type.fields': listOf(4),
  '__Type.inputFields': listOf(0.5),
  '__Type.enumValues': listOf(0.5),
  '__Type.interfaces': listOf(0.1),
  '__Type.possibleTypes': listOf(0.1),
  '__Type.ofType': listOf(0.5),
  '__Field.args': listOf(0.5),
};
