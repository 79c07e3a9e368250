import type { DatasetSummary, ModelSummary } from './dataset-summary.js';
import { formatTable } from './format-table.js';

const ALGORITHMS: Readonly<Record<string, string>> = {
  LOGISTIC_REGRESSION: 'logistic regression',
  RANDOM_FOREST: 'random forest',
  GRADIENT_BOOSTING: 'gradient boosting',
};

const count = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** What the analysis of a dataset found, as text for the terminal: segments, the model, who to call first. */
export function formatSummary(summary: DatasetSummary): string {
  const { name, customerCount, rejectedRowCount } = summary;
  const rejected = `${count.format(rejectedRowCount)} ${rejectedRowCount === 1 ? 'row' : 'rows'} rejected`;
  const title = `${name}: ${count.format(customerCount)} customers, ${rejected}`;
  const head = [title, ...rejectedLines(summary)].join('\n');
  return [head, segmentLines(summary), modelLine(summary), callLines(summary)].filter(Boolean).join('\n\n');
}

/** Of so many reasons, the most frequent first. */
const MOST_REASONS = 10;

function rejectedLines({ imports }: DatasetSummary): string[] {
  const causes = imports.edges[0]?.node.rejectedCauses ?? [];
  return causes.slice(0, MOST_REASONS).map(({ count: rows, firstLine, example }) => {
    const which = rows === 1 ? 'line' : `${count.format(rows)} rows, the first in line`;
    return `- ${which} ${count.format(firstLine)}: ${example}`;
  });
}

function segmentLines({ activeSegmentation }: DatasetSummary): string {
  if (activeSegmentation === null) return 'No segments were found.';
  const rows = activeSegmentation.segments.map(({ name, size, share, churn }) => [
    name,
    count.format(size),
    percent.format(share),
    churn === null ? '-' : percent.format(churn.observedRate ?? churn.meanProbability),
  ]);
  const table = formatTable(['Segment', 'Customers', 'Share', 'Leave'], rows);
  return [table, activeSegmentation.recommendation].filter(Boolean).join('\n');
}

function modelLine({ champion, churnModels, columns }: DatasetSummary): string {
  if (champion !== null) return `Churn model: ${describe(champion)}`;
  const tried = churnModels.edges[0]?.node;
  if (tried === undefined) {
    return columns.some(({ role }) => role === 'CHURN_LABEL')
      ? 'No churn model: there are too few customers, or too few who left, to learn from.'
      : 'No churn model: no column says who left.';
  }
  return ['No trustworthy churn model.', describe(tried), ...tried.warnings.map(({ message }) => message)]
    .filter(Boolean)
    .join('\n');
}

function describe({ algorithm, metrics }: ModelSummary): string {
  if (metrics === null) return '';
  const { rocAuc, rocAucLow, rocAucHigh, calibrationError } = metrics;
  const interval = `${rocAucLow.toFixed(3)} to ${rocAucHigh.toFixed(3)}`;
  const kind = ALGORITHMS[algorithm] ?? algorithm;
  return `${kind}, AUC ${rocAuc.toFixed(3)} (${interval}), calibration error ${calibrationError.toFixed(3)}`;
}

function callLines({ customers }: DatasetSummary): string {
  const rows = customers.edges.flatMap(({ node: { externalId, churn } }) =>
    churn === null ? [] : [[externalId, percent.format(churn.probability), churn.reasons[0]?.text ?? '']],
  );
  return rows.length === 0 ? '' : formatTable(['Call first', 'Leaves', 'Main reason'], rows, [2]);
}
