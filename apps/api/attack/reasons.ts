import type { Asked } from '../test/headline-figures.js';
import { analyseSets } from './analyse-sets.js';
import { CustomersAlike } from './customers-alike.js';

// pnpm --filter @holdfast/api reasons [SET]: whether what is told of customers is so. Of 500 customers of each public set, how
// many of the directions told disagree with what became of customers alike (and how many clearly, beyond chance); the largest
// share of a list of 100 that begins with the same reason; how far contributions are from adding up.

/** Two-sided 5 % point of the normal distribution. */
const Z = 1.96;
const PAGE = 100;
/** More columns than any of the sets has. */
const COLUMNS = 40;

interface Reason {
  readonly feature: string;
  readonly contribution: number;
}
interface Listed {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly churn: {
    readonly baseValue: number;
    readonly rawOutput: number;
    readonly contributions: readonly Reason[];
    readonly reasons: readonly Reason[];
    readonly reasonsAgainst: readonly Reason[];
  };
}
interface Page {
  readonly customers: {
    readonly edges: readonly { readonly node: Listed }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

console.log(
  [
    'set',
    'told',
    'disagree',
    'clearly',
    'first by chance',
    'first by gain',
    'without a reason',
    'sum off by',
  ].join('\t'),
);
await analyseSets(process.argv[2] ?? '', async (asked, set, datasetId) => {
  const alike = await CustomersAlike.read(asked, datasetId);
  const some = await read(asked, datasetId, 'EXTERNAL_ID_ASC', {}, 5);
  const byChance = await read(asked, datasetId, 'CHURN_PROBABILITY_DESC', { left: false }, 1);
  const byGain = await read(asked, datasetId, 'EXPECTED_GAIN_DESC', { left: false }, 1);
  const told = some.flatMap(({ attributes, churn }) =>
    [...churn.reasons, ...churn.reasonsAgainst].map((reason) => ({
      ...reason,
      ...judge(alike, reason, attributes[reason.feature]),
    })),
  );
  const share = (count: number, whole: number) => `${((100 * count) / whole).toFixed(1)} %`;
  const disagreeing = told.filter(({ disagrees }) => disagrees);
  console.log(
    [
      set.name,
      told.length,
      share(disagreeing.length, told.length),
      share(told.filter(({ clearly }) => clearly).length, told.length),
      ...[byChance, byGain].map(mostFrequentFirst),
      share(byGain.filter(({ churn }) => churn.reasons.length === 0).length, byGain.length),
      Math.max(...[...some, ...byChance, ...byGain].map(errorOfSum)).toExponential(1),
    ].join('\t'),
  );
  const columns = [...Map.groupBy(disagreeing, ({ feature }) => feature)];
  for (const [feature, those] of columns) console.log(`  disagree: ${feature} of ${those.length}`);
});

function judge(alike: CustomersAlike, { feature, contribution }: Reason, value: unknown) {
  const { customers, rate, rateOfOthers } = alike.to(feature, value);
  const difference = rate - rateOfOthers;
  const disagrees = difference > 0 !== contribution > 0;
  const deviation = Math.sqrt((rateOfOthers * (1 - rateOfOthers)) / customers);
  return { disagrees, clearly: disagrees && Math.abs(difference) > Z * deviation };
}

/** The most frequent first reason of a list, and the share of the list that it has. */
function mostFrequentFirst(list: readonly Listed[]): string {
  const firsts = list.flatMap(({ churn }) => churn.reasons[0]?.feature ?? []);
  const [most] = [...Map.groupBy(firsts, (feature) => feature).values()].sort((a, b) => b.length - a.length);
  return most === undefined ? '–' : `${Math.round((100 * most.length) / list.length)} % ${most[0]}`;
}

function errorOfSum({ churn }: Listed): number {
  const sum = churn.contributions.reduce((total, { contribution }) => total + contribution, churn.baseValue);
  return Math.abs(sum - churn.rawOutput);
}

async function read(
  { query }: Asked,
  datasetId: string,
  orderBy: string,
  filter: object,
  pages: number,
): Promise<Listed[]> {
  const listed: Listed[] = [];
  let after: string | null = null;
  for (let page = 0; page < pages; page++) {
    const { customers }: Page = await query<Page>(
      `query ($datasetId: ID!, $after: String, $orderBy: CustomerOrder, $filter: CustomerFilter) {
        customers(datasetId: $datasetId, first: ${PAGE}, after: $after, orderBy: $orderBy, filter: $filter) {
          edges { node { attributes churn {
            baseValue rawOutput contributions(first: ${COLUMNS}) { feature contribution }
            reasons { feature contribution } reasonsAgainst { feature contribution }
          } } }
          pageInfo { hasNextPage endCursor }
        }
      }`,
      { datasetId, after, orderBy, filter },
    );
    listed.push(...customers.edges.map(({ node }) => node));
    if (!customers.pageInfo.hasNextPage) break;
    after = customers.pageInfo.endCursor;
  }
  return listed;
}
