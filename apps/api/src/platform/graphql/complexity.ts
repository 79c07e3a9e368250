import type { Complexity } from 'type-graphql';

// What a field costs is declared beside it, as its `complexity`. The unit is a field of one object in the answer, some
// microseconds of this thread; a field that declares nothing costs 1 and what is selected below it. A list has to declare.

type Estimate = Exclude<Complexity, number>;
type Options = Parameters<Estimate>[0];

/** What an estimate is told besides what type-graphql's have. */
export interface Measured extends Options {
  /** How many columns a dataset has at most of those that the operation can reach. */
  readonly columns: number;
}

/** What a statement costs that reads by a key or a page of an index. */
export const LOOKUP = 10;
/** What a statement costs that goes over every customer of a dataset. */
export const SCAN = 200;
/** What a computation costs that goes over every customer of a dataset in this thread. */
export const COMPUTATION = 5000;
/** How many columns a dataset is taken to have at least. */
export const COLUMNS = 50;

/** What an entry of a list of numbers or texts costs. */
const VALUE = 0.2;
/**
 * What a field of an object costs that is one of many in a list of plain objects, as those of wide datasets are: they are read
 * at once, and nothing waits for one of them. 35,000 such fields take 50 ms.
 */
const PLAIN = 0.25;
/** What an argument counts as where it is null and the resolver has a default of its own. */
const DEFAULT_ENTRIES = 100;

/** A list of about so many entries, besides what it costs to make it. */
export function listOf(entries: number, work = 1): Estimate {
  return ({ childComplexity }) => work + entries * (childComplexity || VALUE);
}

/**
 * A list with so many entries for each column of the dataset, besides what it costs to make it; `of` is the number of
 * columns where it is not that of a dataset.
 */
export function perColumn({
  times = 1,
  work = 1,
  of,
}: {
  times?: number;
  work?: number;
  of?: number;
} = {}): Estimate {
  return (options) => {
    const columns = of ?? Math.max((options as Measured).columns, COLUMNS);
    const { childComplexity } = options;
    if (childComplexity === 0) return work + times * columns * VALUE;
    const entries = Math.min(columns, COLUMNS) + Math.max(0, columns - COLUMNS) * PLAIN;
    return work + times * entries * childComplexity;
  };
}

/** An object whose lists have as many entries as an argument says, and declare what they cost with `most` of them. */
export function sizedBy(argument: string, most: number, work: number): Estimate {
  return ({ args, childComplexity }) =>
    work + childComplexity * Math.min(1, entriesOf(args[argument]) / most);
}

/**
 * A list, or a page, whose entries an argument counts: its number, or its length if it is a list itself. It costs `work`
 * to find them, and `each` to read one, whatever is selected of it.
 */
export function listBy(argument: string, { work = LOOKUP, each = 1 } = {}): Estimate {
  return ({ args, childComplexity }) => work + entriesOf(args[argument]) * (each + childComplexity);
}

/**
 * A mutation that does something for each entry of a list in its input, `each` of them: one variable may be given to many
 * aliases, so that its length says nothing of the work.
 */
export function forEach(list: string, each: number): Estimate {
  return ({ args, childComplexity }) => {
    const entries = (args.input as Record<string, unknown> | undefined)?.[list];
    return LOOKUP + each * (Array.isArray(entries) ? entries.length : 1) + childComplexity;
  };
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
