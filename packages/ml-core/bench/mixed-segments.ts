import { drawPlanted, plantedKinds } from '../src/cluster/planted-groups.test-support.js';
import {
  adjustedRandIndex,
  applyPreprocessor,
  type FeatureTable,
  fitKMeans,
  fitPreprocessor,
  predictKMeans,
} from '../src/index.js';
import { clusterByPrototypes } from './k-prototypes.js';

/**
 * Prints how well k-means finds groups planted in tables with categories, by the adjusted Rand index: with categories as
 * far apart as numbers, which is what segments are found by, with a yes/no as 0 and 1, and with every column of variance
 * 1; beside k-modes and k-prototypes in the same run, and the most that anybody could find. The argument is the number
 * of tables of each kind.
 */
const TABLES = Number(process.argv[2] ?? 40);
/** From here on someone who knows how a table was made finds its groups. */
const FINDABLE = 0.93;
/** Peers take minutes for more rows. */
const MOST_ROWS_OF_PEERS = 2000;

type Way = (table: FeatureTable, k: number) => Promise<Int32Array | null>;

const encoded =
  (encode: (table: FeatureTable) => ReturnType<typeof applyPreprocessor>): Way =>
  async (table, k) => {
    const X = encode(table);
    return predictKMeans(await fitKMeans(X, { k, nInit: 10 }), X);
  };
const by = (equalCategories: boolean) => (table: FeatureTable) =>
  applyPreprocessor(fitPreprocessor(table, { equalCategories, missingIndicator: false }), table);

/** Categories of variance 1, whatever their levels. */
function standardised(table: FeatureTable) {
  const preprocessor = fitPreprocessor(table, { missingIndicator: false });
  const X = applyPreprocessor(preprocessor, table);
  const variances = new Float64Array(preprocessor.columns.length);
  const of = (column: number) =>
    Float64Array.from({ length: X.rows }, (_, i) => X.data[i * X.columns + column]!);
  for (let j = 0; j < X.columns; j++) {
    const cells = of(j);
    const mean = cells.reduce((sum, cell) => sum + cell) / X.rows;
    variances[preprocessor.sourceIndex[j]!]! +=
      cells.reduce((sum, cell) => sum + (cell - mean) ** 2, 0) / X.rows;
  }
  const data = X.data.map(
    (cell, i) => cell / Math.sqrt(variances[preprocessor.sourceIndex[i % X.columns]!]!),
  );
  return { ...X, data };
}

const ways: Record<string, Way> = {
  'equally far apart': encoded(by(true)),
  'yes/no as 0 and 1': encoded(by(false)),
  'variance 1': encoded(standardised),
  kmodes: async (table, k) => (table.rows > MOST_ROWS_OF_PEERS ? null : clusterByPrototypes(table, k)),
};

interface Found {
  readonly best: number;
  readonly scores: Record<string, number | null>;
}

async function measure(kind: keyof typeof plantedKinds, rows: number, seed: number): Promise<Found> {
  const { table, groups, likeliest } = drawPlanted(kind, rows, seed);
  const k = Math.max(...groups) + 1;
  const scores: Record<string, number | null> = {};
  for (const [name, way] of Object.entries(ways)) {
    const labels = await way(table, k);
    scores[name] = labels && adjustedRandIndex(groups, labels);
  }
  return { best: adjustedRandIndex(groups, likeliest), scores };
}

function tell(name: string, found: readonly Found[]): void {
  if (found.length === 0) return;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const cells = Object.keys(ways).map((way) => {
    const scores = found.map(({ scores }) => scores[way]).filter((score) => score != null);
    if (scores.length === 0) return '–';
    const reached = scores.filter((score) => score >= 0.9).length / scores.length;
    return `${mean(scores).toFixed(3)} ${Math.round(100 * reached)} % ${Math.min(...scores).toFixed(2)}`;
  });
  console.log([name, found.length, mean(found.map(({ best }) => best)).toFixed(3), ...cells].join('\t'));
}

console.log('adjusted Rand index: mean, share of tables of 0.9 or more, worst');
console.log(['tables', 'number', 'the most', ...Object.keys(ways)].join('\t'));
for (const kind of Object.keys(plantedKinds) as (keyof typeof plantedKinds)[]) {
  for (const rows of [1000, 20_000]) {
    const found: Found[] = [];
    for (let seed = 0; seed < TABLES; seed++) found.push(await measure(kind, rows, seed));
    const name = `${kind}, ${rows} rows`;
    tell(
      name,
      found.filter(({ best }) => best >= FINDABLE),
    );
    tell(
      `${name}, hard`,
      found.filter(({ best }) => best < FINDABLE),
    );
  }
}
