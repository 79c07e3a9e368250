/** The fields of Plan in kernels/assembly/inline/forest-plan.ts, in their order: all words of 32 bits. */
const FIELDS = [
  ...(['rows', 'columns', 'featuresPerNode', 'maxDepth', 'minSamplesLeaf', 'bootstrap'] as const),
  ...([
    'bins',
    'target',
    'weights',
    'draws',
    'masses',
    'keys',
    'spare',
    'histograms',
    'occupied',
    'prefixes',
    'features',
    'stack',
  ] as const),
  ...(['nodes', 'values', 'covers', 'outOfBagSums', 'outOfBagCounts'] as const),
];

/** Where everything lies that a tree is grown from and into. */
export type ForestPlan = Readonly<Record<(typeof FIELDS)[number], number>>;

/** Bytes of a plan in kernel memory. */
export const FOREST_PLAN_BYTES = 4 * FIELDS.length;

/** Writes a plan at byte `at`. */
export function writeForestPlan(buffer: ArrayBufferLike, at: number, plan: ForestPlan): void {
  new Uint32Array(buffer, at, FIELDS.length).set(FIELDS.map((field) => plan[field]));
}

/** Reads the plan at byte `at`. */
export function readForestPlan(buffer: ArrayBufferLike, at: number): ForestPlan {
  const words = new Uint32Array(buffer, at, FIELDS.length);
  return Object.fromEntries(FIELDS.map((field, i) => [field, words[i]!])) as unknown as ForestPlan;
}
