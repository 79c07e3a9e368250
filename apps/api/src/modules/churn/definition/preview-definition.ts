import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { sayError } from '../../../platform/errors/say-error.js';
import type { DatasetColumn, FigureMemory } from '../../datasets/index.js';
import type { DatasetSource } from '../dataset-source.js';
import { planTraining } from '../training/training-plan.js';
import { type ChurnDefinition, describeDefinition, resolveDefinition } from './churn-definition.js';
import type { ChurnDefinitionPreview, LabelValue } from './definition-preview.types.js';
import type { DefinitionRequest } from './definition-request.js';
import { leftCondition } from './left-condition.js';
import { say } from './messages.js';
import { eventWords, leavesDoubt } from './target-event.js';

/** Nothing is clear yet. */
const UNCLEAR = {
  definition: null,
  event: null,
  eventInDoubt: false,
  words: null,
  happened: null,
  didNotHappen: null,
  unknown: null,
  rate: null,
  leftOut: [],
};
/** How a training would be asked for whose definition alone is of interest. */
const ANY_TRAINING = {
  algorithm: 'AUTO',
  imbalance: 'AUTO',
  seed: 0,
  features: null,
  acknowledgedLeakage: [],
  onLeakage: 'refuse',
} as const;

/** Says what a training under a definition would be about, before anything is trained. */
export class DefinitionPreviews {
  constructor(
    readonly dataSource: DataSource,
    readonly datasets: Pick<DatasetSource, 'requireReady'>,
    readonly memory: FigureMemory,
  ) {}

  /** What is wrong with the definition is part of the answer. @throws AppError NOT_FOUND, CONFLICT */
  async preview(
    call: CallContext,
    datasetId: string,
    request: DefinitionRequest | null,
  ): Promise<ChurnDefinitionPreview> {
    call.require('VIEWER', datasetId, ['datasetId']);
    const { rows, columns } = await this.datasets.requireReady(call, datasetId, ['datasetId']);
    const asked = askAbout(request, columns, rows);
    try {
      const target = resolveDefinition(request, columns, rows);
      const counts = await this.memory.of(datasetId, ['definition', target], () =>
        this.#count(datasetId, target),
      );
      const { leftOut } = planTraining({ target, request: ANY_TRAINING }, columns, rows);
      return {
        ...asked,
        ...counts,
        definition: describeDefinition(target),
        event: target.event,
        eventInDoubt: target.kind === 'label' && leavesDoubt(request?.event, target),
        words: eventWords(target),
        values: asked.values.map((value) => ({ ...value, happened: meaningOf(value.value, target) })),
        rate: counts.happened / Math.max(1, counts.happened + counts.didNotHappen),
        leftOut: leftOut.map(({ name, reason }) => ({ column: name, reason })),
        enough: true,
        problem: null,
      };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, message, field } = error;
      const problem = { code, message: sayError(message), field: field ? [...field] : null };
      return { ...UNCLEAR, ...asked, enough: false, problem };
    }
  }

  async #count(datasetId: string, target: ChurnDefinition) {
    const values: unknown[] = [datasetId];
    const left = leftCondition(target, (value) => `$${values.push(value)}`);
    const [counts] = await this.dataSource.query<
      [{ happened: number; didNotHappen: number; unknown: number }]
    >(
      `select (count(*) filter (where "left"))::int as happened, (count(*) filter (where not "left"))::int as "didNotHappen",
              (count(*) filter (where "left" is null))::int as unknown
       from (select ${left} as "left" from current_customers c where c.dataset_id = $1) customers`,
      values,
    );
    return counts;
  }
}

/** The values of the label that is asked about, and a question that a person can answer. */
function askAbout(
  request: DefinitionRequest | null,
  columns: readonly DatasetColumn[],
  rows: number,
): { question: string | null; values: LabelValue[] } {
  const label = request?.rule
    ? undefined
    : columns.find(({ name, role }) =>
        request?.labelColumn ? name === request.labelColumn : role === 'CHURN_LABEL',
      );
  if (!label) return { question: null, values: [] };
  const values = label.topValues.map(({ value, count }) => ({ value, count, happened: null }));
  const rarest = label.topValues.reduce<(typeof label.topValues)[number] | undefined>(
    (least, value) => (least === undefined || value.count < least.count ? value : least),
    undefined,
  );
  if (!rarest) return { question: null, values };
  const told = say().question;
  const question =
    label.distinctCount <= 2
      ? told.whatDoes(label.name, rarest.value, rarest.count, rows)
      : told.which(label.name, label.distinctCount);
  return { question, values };
}

function meaningOf(value: string, target: ChurnDefinition): boolean | null {
  if (target.kind === 'rule') return null;
  return target.unknownValues.includes(value) ? null : target.positiveValues.includes(value);
}
