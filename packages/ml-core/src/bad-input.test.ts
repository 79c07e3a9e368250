import { describe, expect, it } from 'vitest';
import { cases } from './bad-input-cases.test-support.js';
import {
  boosting,
  forest,
  kMeans,
  linear,
  p,
  pca,
  preprocessor,
  table,
  X,
  y,
} from './bad-values.test-support.js';
import * as core from './index.js';
import * as reference from './reference/index.js';

/**
 * Every exported function against what callers without types, or with a bug, hand over. Each call must end in an
 * MlError: never in a number, a TypeError or RangeError from inside, a loop without end or memory without bound.
 */

type AnyFunction = (...args: readonly unknown[]) => unknown;

const functionsOf = (entry: object) =>
  Object.entries(entry).filter(
    ([name, value]) => typeof value === 'function' && name[0] === name[0]!.toLowerCase(),
  ) as [string, AnyFunction][];
const exported = functionsOf(core);
const ofReference = functionsOf(reference).map(([name, run]) => [`reference ${name}`, run] as const);

it('covers every function that is exported', () => {
  expect(Object.keys(cases).sort()).toEqual(exported.map(([name]) => name).sort());
});

describe.each([...exported, ...ofReference])('%s', (name, run) => {
  const { right, wrong, options } = cases[name.replace('reference ', '')]!;

  it('takes the right arguments', async () => {
    await run(...right);
  });

  it.each(wrong.map((values, at) => [at + 1, values] as const))(
    'refuses wrong values of argument %d',
    async (at, values) => {
      for (const value of values) await expectRefusal(() => run(...right.with(at - 1, value)), value);
    },
  );

  if (!options) return;
  it('refuses wrong values of each option', async () => {
    const at = right.findLastIndex(isOptions);
    for (const [option, values] of Object.entries(options)) {
      for (const value of values) {
        const changed = { ...(right[at] as object), [option]: value };
        await expectRefusal(() => run(...right.with(at, changed)), { [option]: value });
      }
    }
  });
});

const messages: [string, () => unknown, string | RegExp][] = [
  [
    'text that spells a number',
    () => core.fitKMeans(X, { k: '3' as never }),
    'k is "3"; it must be an integer 1..254',
  ],
  [
    'the weights, not X, where these overflow',
    () => core.fitLogisticRegression(X, y, { sampleWeight: p.map(() => 1e306) }),
    /the sum of sampleWeight is .*e\+307; it must be a number 1e-100\.\.1e\+100/,
  ],
  [
    'more clusters than a sweep of these rows can have',
    () => core.sweepKMeans(core.createMatrix(4, 1, Float64Array.of(1, 2, 3, 9)), { maxK: 4 }),
    'maxK is 4, but X has 4 rows; a sweep needs more rows than clusters',
  ],
  [
    'the fold without which a class is missing',
    () => core.crossValidate({ table, y, folds: Int32Array.from(y), algorithm: 'logisticRegression' }),
    /fold 0 holds all \d+ rows of class 0; the others must hold at least 1/,
  ],
  [
    'both sides of a matrix that cannot be',
    () => core.createMatrix(1e6, 1e6),
    '1000000 rows × 1000000 columns are 1000000000000 values; at most 4294967296 fit',
  ],
  [
    'a target of another length than its table',
    () => core.resample(table, y.slice(0, 5), 'randomOverSample', 0),
    'y has 5 values; table has 60',
  ],
  [
    'a distance that overflows',
    () => core.daviesBouldinScore({ ...X, data: X.data.with(1, 1e300) }, y),
    'X has values whose squares overflow; bring its columns to a smaller unit',
  ],
  [
    'a dispersion that overflows',
    () => core.calinskiHarabaszScore({ ...X, data: X.data.with(1, 1e300) }, y),
    'X has values whose squares overflow; bring its columns to a smaller unit',
  ],
  [
    'a leaf that would wrap around to 1',
    () => core.fitRandomForest(X, y, { minSamplesLeaf: 2 ** 32 + 1 }),
    'minSamplesLeaf is 4294967297; it must be an integer 1..16777216',
  ],
];

describe('an error names', () => {
  it.each(messages)('%s', async (_, call, message) => {
    await expect((async () => call())()).rejects.toThrow(message);
  });
});

it('says nothing about no rows, whatever the model', () => {
  const none = core.createMatrix(0, 2);
  for (const model of [linear, forest, boosting]) {
    expect(core.predictProba(model, none)).toEqual(new Float64Array(0));
    expect(core.contributions(model, none)).toMatchObject({ rawOutput: new Float64Array(0), values: none });
  }
  expect(core.predictKMeans(kMeans, none)).toEqual(new Int32Array(0));
  expect(core.transformPca(pca, none)).toEqual(none);
  const noTable = core.takeTableRows(table, []);
  expect(core.applyPreprocessor(preprocessor, noTable).rows).toBe(0);
});

/** The options are the last argument that is a plain object. */
function isOptions(argument: unknown): boolean {
  return (
    typeof argument === 'object' && argument !== null && Object.getPrototypeOf(argument) === Object.prototype
  );
}

async function expectRefusal(call: () => unknown, given: unknown): Promise<void> {
  let outcome: unknown;
  try {
    outcome = await call();
  } catch (cause) {
    if (cause instanceof core.MlError) return;
    throw new Error(`given ${describeValue(given)}, it threw ${String(cause)}`, { cause });
  }
  throw new Error(`given ${describeValue(given)}, it returned ${describeValue(outcome)}`);
}

function describeValue(value: unknown): string {
  try {
    return `${JSON.stringify(value)}`.slice(0, 200);
  } catch {
    return typeof value;
  }
}
