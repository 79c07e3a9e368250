import type { ResultOf } from '@holdfast/schema';
import { columnsInWords } from './columns-in-words.js';
import { count, decimal, percent } from './in-words.js';
import type { ModelCardReport } from './report.documents.js';
import type { ReportContent, ReportSection } from './report-content.js';

type Model = NonNullable<ResultOf<typeof ModelCardReport>['churnModel']>;

/** What there is to know of a model before it is relied on. */
export function modelCardReport(model: Model): ReportContent {
  const { version, stage, algorithm, definition, createdAt, statements, warnings, dataset } = model;
  const name = columnsInWords(dataset.columns);
  const called = (names: readonly string[]) => names.map(name).join(', ');
  return {
    title: `Model card: version ${version}`,
    dataset: dataset.name,
    sections: [
      {
        title: 'What it is',
        sentences: [
          `It tells who will ${model.words.infinitive}: ${definition}.`,
          `${words(algorithm)}, ${words(stage).toLowerCase()}, trained on ${createdAt.slice(0, 10)} with ${count(model.trainedOn)} customers, of whom ${percent(model.churnRate)} ${model.words.past}.`,
          `It sees ${count(model.features.length)} columns: ${called(model.features)}.`,
          ...(model.trainingData?.leftOut ?? []).map(
            ({ column, reason }) => `Without ${called([column])}: ${reason}.`,
          ),
        ],
      },
      ...howGood(model),
      ...(model.importanceGroups
        ? [
            {
              title: 'What it relies on',
              table: {
                head: ['Columns', 'AUC lost without them', 'Give or take'],
                rows: model.importanceGroups.map(({ columns, importance, standardDeviation }) => [
                  called(columns),
                  decimal(importance),
                  decimal(standardDeviation),
                ]),
              },
            },
          ]
        : []),
      ...(statements.length > 0
        ? [{ title: `What goes with ${model.words.gerund}`, sentences: statements.map(({ text }) => text) }]
        : []),
      ...(warnings.length > 0 ? [{ title: 'Mind', sentences: warnings.map(({ message }) => message) }] : []),
    ],
    assumptions: ['What a model tells are associations in the data that it learned from, and no causes.'],
  };
}

function howGood({ metrics, bandRates, words: { past } }: Model): ReportSection[] {
  if (!metrics) return [];
  return [
    {
      title: 'How good it is',
      figures: [
        {
          name: 'AUC (95 %)',
          value: `${decimal(metrics.rocAuc)} (${decimal(metrics.rocAucLow)} to ${decimal(metrics.rocAucHigh)})`,
        },
        { name: 'Average precision', value: decimal(metrics.averagePrecision) },
        { name: 'Brier score', value: decimal(metrics.brierScore) },
        { name: 'Calibration error', value: decimal(metrics.calibrationError) },
        { name: 'Lift of the first tenth', value: decimal(metrics.topDecileLift) },
        { name: 'Precision', value: percent(metrics.precision) },
        { name: 'Recall', value: percent(metrics.recall) },
      ],
      sentences: ['Measured on customers whom the model had not seen.'],
      ...(bandRates && {
        table: {
          head: ['Band', 'From a chance of', 'Customers', `Of them ${past}`],
          rows: bandRates.map(({ band, minProbability, count: customers, observedRate }) => [
            words(band),
            percent(minProbability),
            count(customers),
            observedRate === null ? 'nobody was in it' : percent(observedRate),
          ]),
        },
      }),
    },
  ];
}

/** "RANDOM_FOREST" as "Random forest". */
function words(value: string): string {
  const lower = value.toLowerCase().replaceAll('_', ' ');
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
