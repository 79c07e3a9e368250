import type { ResultOf } from '@holdfast/schema';
import { assumptionsInWords } from './assumptions-in-words.js';
import { count, decimal, money, percent } from './in-words.js';
import type { OverviewReport } from './report.documents.js';
import type { Figure, ReportContent, ReportSection } from './report-content.js';

/** The strongest; the model card has all of them. */
const MOST_STATEMENTS = 6;

type Overview = NonNullable<ResultOf<typeof OverviewReport>['dataset']>;

/** How things stand: how many there are, how many may leave, who they are, and what goes with leaving. */
export function overviewReport(dataset: Overview): ReportContent {
  return {
    title: 'Overview',
    dataset: dataset.name,
    sections: [standing(dataset), ...whoTheyAre(dataset), ...whatWeKnow(dataset)],
    assumptions: assumptionsInWords(dataset.assumptions),
  };
}

function standing({
  customerCount,
  churnSummary: summary,
  champion,
  contactPlan,
  assumptions,
}: Overview): ReportSection {
  const title = 'How it stands';
  const customers: Figure = { name: 'Customers', value: count(customerCount) };
  if (summary === null)
    return { title, figures: [customers], sentences: ['No model is in use, so nobody has a score.'] };
  const verb = champion?.words.infinitive ?? 'leave';
  const gain = contactPlan?.at.expectedGain ?? null;
  return {
    title,
    figures: [
      customers,
      { name: `Expected to ${verb}`, value: count(summary.expectedChurners) },
      { name: 'At high risk', value: count(summary.highRiskCount) },
      { name: 'Expected loss', value: money(summary.expectedLoss, assumptions.currency) },
    ],
    sentences: [
      `Of ${count(summary.customers)} customers ${count(summary.expectedChurners)} are expected to ${verb}; their average chance lies between ${percent(summary.low)} and ${percent(summary.high)}.`,
      ...(contactPlan && contactPlan.suggestedContacts > 0
        ? [
            `Contacting the first ${count(contactPlan.suggestedContacts)}${gain === null ? ' is suggested' : ` is expected to gain ${money(gain, assumptions.currency)}`}.`,
          ]
        : []),
    ],
  };
}

function whoTheyAre({ activeSegmentation, assumptions }: Overview): ReportSection[] {
  if (!activeSegmentation) return [];
  const bars = activeSegmentation.segments.map(({ name, description, share, churn }) => ({
    name,
    share,
    // The description begins with how many they are.
    text: [
      description,
      ...(churn ? [`Average chance ${percent(churn.meanProbability)}.`] : []),
      ...(churn?.expectedLoss ? [`Expected loss ${money(churn.expectedLoss, assumptions.currency)}.`] : []),
    ].join(' '),
  }));
  return [{ title: 'Who they are', bars }];
}

function whatWeKnow({ champion }: Overview): ReportSection[] {
  if (!champion) return [];
  const { metrics, version, definition } = champion;
  const statements = champion.statements.slice(0, MOST_STATEMENTS);
  return [
    {
      title: `What goes with ${champion.words.gerund}`,
      sentences: [
        ...statements.map(({ text }) => text),
        `These are associations, and no causes. The model is version ${version} (${definition})${metrics ? `; it ranks with an AUC of ${decimal(metrics.rocAuc)} (${decimal(metrics.rocAucLow)} to ${decimal(metrics.rocAucHigh)})` : ''}.`,
      ],
    },
  ];
}
