import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { answerOnce } from '../../../platform/idempotency/answer-once.js';
import type { Outbox } from '../../../platform/outbox/outbox.js';
import {
  type ColumnType,
  type DatasetService,
  NOBODY,
  type UploadedTable,
  type UploadReader,
} from '../../datasets/index.js';
import type { OutcomeStore } from '../outcome.store.js';
import type { GivenOutcome } from '../read-outcomes.js';
import { type ChosenColumns, chooseColumns, findLeftValue, isSame } from './choose-columns.js';
import type { OutcomesFileInput } from './outcome-file.inputs.js';
import type { OutcomesPreview, RejectedOutcome } from './outcome-file.types.js';
import { type OutcomeRow, readOutcomeRows } from './read-outcome-rows.js';

/** What reading files depends on. */
export interface OutcomeFilesDependencies {
  readonly dataSource: DataSource;
  readonly store: OutcomeStore;
  readonly datasets: Pick<DatasetService, 'requireReady' | 'lockForChange'>;
  readonly reader: Pick<UploadReader, 'withTable'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** What became of a file. */
export interface ImportedOutcomes {
  readonly recorded: number;
  readonly unknownCount: number;
  readonly rejectedCount: number;
}

/** A file that was read, ids not looked up yet. */
interface ReadFile
  extends Omit<OutcomesPreview, 'matched' | 'left' | 'unknown' | 'unknownCount' | 'rejected'> {
  readonly outcomes: readonly GivenOutcome[];
  readonly rejected: readonly RejectedOutcome[];
}

const SHOWN = 100;
const VALUES_SHOWN = 20;
const IMPORT = 'importOutcomes';

/** Reads files of outcomes, shows what they contain, and records it. Ids are keys. */
export class OutcomeFiles {
  constructor(private readonly deps: OutcomeFilesDependencies) {}

  /** @throws AppError with one of the codes for a bad file, UNKNOWN_COLUMN, NOT_FOUND, CONFLICT */
  async preview(call: CallContext, asked: OutcomesFileInput): Promise<OutcomesPreview> {
    call.require('VIEWER', asked.datasetId, ['datasetId']);
    const { outcomes, rejected, ...read } = await this.#read(call, asked);
    const { store, dataSource } = this.deps;
    const known = await store.known(dataSource.manager, asked.datasetId, outcomes);
    const unknown = outcomes.filter(({ externalId }) => !known.has(externalId));
    const matched = outcomes.length - unknown.length;
    return {
      ...read,
      matched,
      left: outcomes.filter(({ externalId, left }) => left && known.has(externalId)).length,
      unknownCount: unknown.length,
      unknown: [...new Set(unknown.map(({ externalId }) => externalId))].slice(0, SHOWN),
      rejected: rejected.slice(0, SHOWN),
      obstacle: read.obstacle ?? (matched === 0 ? '0 rows are of customers; at least 1 must be.' : null),
    };
  }

  /** Records a file; again with the same settings it records nothing, and answers the same. @throws AppError like `preview` */
  async import(call: CallContext, asked: OutcomesFileInput): Promise<ImportedOutcomes> {
    const { datasetId, uploadId } = asked;
    call.require('ANALYST', datasetId, ['datasetId']);
    const { dataSource, datasets } = this.deps;
    const { outcomes, rejectedCount, obstacle } = await this.#read(call, asked);
    if (obstacle !== null) throw new AppError('BAD_USER_INPUT', obstacle, { field: ['uploadId'] });
    return inTransaction(dataSource, async (manager) => {
      // Nobody is erased meanwhile.
      await datasets.lockForChange(manager, datasetId, NOBODY);
      const repeatable = { part: datasetId, use: IMPORT, key: uploadId, input: asked, of: 'settings' };
      return answerOnce(manager, repeatable, async () => {
        const { store, outbox, clock } = this.deps;
        const recorded = await store.recordMany(manager, datasetId, outcomes, {
          source: 'FILE',
          now: clock.now(),
        });
        if (recorded > 0) await outbox.append(manager, datasetId, 'outcomes.recorded', { datasetId });
        return { recorded, unknownCount: outcomes.length - recorded, rejectedCount };
      });
    });
  }

  async #read(call: CallContext, asked: OutcomesFileInput): Promise<ReadFile> {
    const { datasets, reader, clock } = this.deps;
    const { datasetId, uploadId, dialect, sheet } = asked;
    const { columns } = await datasets.requireReady(call, datasetId);
    const types = new Map<string, ColumnType>();
    if (asked.observedAtColumn != null) types.set(asked.observedAtColumn, 'DATE');
    if (asked.valueColumn != null) types.set(asked.valueColumn, 'NUMBER');
    const settings = { datasetId, dialect: dialect ?? {}, sheet: sheet ?? null, types };
    return reader.withTable(call, uploadId, settings, (table) =>
      readTable(table, columns, asked, clock.now()),
    );
  }
}

async function readTable(
  table: UploadedTable,
  known: Parameters<typeof chooseColumns>[1],
  asked: OutcomesFileInput,
  now: Date,
): Promise<ReadFile> {
  const chosen = chooseColumns(table.columns, known, asked);
  const rows = await rowsOf(table, chosen);
  const nameOf = (place: number) => table.columns[place]?.name ?? null;
  const values = valuesOf(rows);
  const outcomeColumn = nameOf(chosen.outcome);
  const leftValue = asked.leftValue ?? (outcomeColumn && findLeftValue(outcomeColumn, values));
  const obstacle = obstacleOf(nameOf(chosen.id), outcomeColumn, values, leftValue);
  const readingOf = (place: number) => table.columns[place]?.reading ?? null;
  const readings = { observedAt: readingOf(chosen.observedAt), value: readingOf(chosen.value), now };
  const { outcomes, rejected } =
    leftValue === null || obstacle !== null
      ? { outcomes: [], rejected: [] }
      : readOutcomeRows(rows, { leftValue, ...readings });
  const all = [...table.rejected, ...rejected].sort((a, b) => a.line - b.line);
  return {
    fileName: table.fileName,
    columns: table.columns.map(({ name }) => name),
    ...{ idColumn: nameOf(chosen.id), outcomeColumn, leftValue },
    ...{ observedAtColumn: nameOf(chosen.observedAt), valueColumn: nameOf(chosen.value) },
    outcomeValues: values.slice(0, VALUES_SHOWN),
    ...{ outcomes, rejected: all, rejectedCount: all.length, obstacle },
  };
}

async function rowsOf(table: UploadedTable, chosen: ChosenColumns): Promise<OutcomeRow[]> {
  const { id, outcome, observedAt, value } = chosen;
  const places = [id, outcome, observedAt, value].filter((place) => place >= 0);
  const read = await table.read(places);
  const textOf = (cells: (string | null)[], place: number) =>
    place < 0 ? null : cells[places.indexOf(place)]!;
  return read.map(({ line, cells }) => ({
    line,
    id: textOf(cells, id),
    outcome: textOf(cells, outcome),
    observedAt: textOf(cells, observedAt),
    value: textOf(cells, value),
  }));
}

/** The values of the outcome, the most frequent first. */
function valuesOf(rows: readonly OutcomeRow[]): string[] {
  const counts = new Map<string, number>();
  for (const { outcome } of rows) if (outcome !== null) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}

function obstacleOf(
  id: string | null,
  outcome: string | null,
  values: readonly string[],
  leftValue: string | null,
): string | null {
  if (id === null) return 'No column looks like the ids of customers; idColumn must say which it is.';
  if (outcome === null) return 'No column looks like an outcome; outcomeColumn must say which it is.';
  if (leftValue === null) {
    const shown = values.slice(0, 3).map((value) => `"${value.slice(0, 50)}"`);
    return `What means left in "${outcome}" is not known: it has ${shown.join(', ')}${values.length > 3 ? ' and more' : ''}; leftValue must say it.`;
  }
  if (values.some((value) => isSame(value, leftValue))) return null;
  return values.length === 1
    ? null
    : `leftValue is "${leftValue.slice(0, 50)}", which "${outcome}" does not have; it must be one of its values.`;
}
