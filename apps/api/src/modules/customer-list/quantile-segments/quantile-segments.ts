import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { spoken } from '../../../platform/words/spoken.js';
import type { DatasetColumn, DatasetService, FigureMemory } from '../../datasets/index.js';
import type { Audience } from '../audiences/audience.entity.js';
import type { AudienceService } from '../audiences/audience.service.js';
import { wholeCondition } from '../customer-conditions.js';
import type { CustomerFilter } from '../customer-list.inputs.js';
import { Parameters } from '../parameters.js';
import { writeValue } from '../write-value.js';
import { chooseMeasures, type Measure } from './choose-measures.js';
import { type ColumnPreset, columnPresets } from './column-presets.js';
import { nameQuantiles } from './name-quantiles.js';
import { type CutMeasure, quantileFilter } from './quantile-filter.js';
import type { QuantileSegments } from './quantile-segments.types.js';
import { filterWords, measureWords, titleOf } from './quantile-words.js';
import { readEdges } from './read-edges.js';

type Cut = CutMeasure & { readonly missing: number };

/** What the service depends on. */
export interface QuantileSegmentsDependencies {
  readonly dataSource: DataSource;
  readonly datasets: Pick<DatasetService, 'columns' | 'get'>;
  readonly audiences: Pick<AudienceService, 'saveAll'>;
  readonly memory: FigureMemory;
}

/** Offers segments by quantiles of recency, frequency and value, and saves them as audiences. */
export class QuantileSegmentsService {
  constructor(private readonly deps: QuantileSegmentsDependencies) {}

  /** Null where no column says how recently, how often or for how much customers bought, or all are alike in it. */
  async find(call: CallContext, datasetId: string): Promise<QuantileSegments | null> {
    call.require('VIEWER', datasetId);
    const columns = await this.deps.datasets.columns(call, datasetId);
    const measures = chooseMeasures(columns);
    return this.deps.memory.of(datasetId, ['quantiles', measures, spoken()], () =>
      this.#offer(datasetId, measures, columns),
    );
  }

  /** Ways to choose columns to find segments by. */
  async presets(call: CallContext, datasetId: string): Promise<ColumnPreset[]> {
    call.require('VIEWER', datasetId);
    return columnPresets(await this.deps.datasets.columns(call, datasetId));
  }

  async #offer(
    datasetId: string,
    measures: readonly Measure[],
    columns: readonly DatasetColumn[],
  ): Promise<QuantileSegments | null> {
    const cut: Cut[] = [];
    for (const measure of measures) cut.push(...(await this.#cut(datasetId, measure, columns)));
    const byKind = new Map(cut.map((measure) => [measure.kind, measure]));
    const groups = nameQuantiles(new Set(byKind.keys())).flatMap((group) => {
      const filter = quantileFilter(group, byKind);
      return filter === null ? [] : [{ name: group.name, filter }];
    });
    if (groups.length === 0) return null;
    const { all, counts } = await this.#count(datasetId, groups, columns);
    const numbers = new Set(columns.filter(({ type }) => type === 'NUMBER').map(({ name }) => name));
    const used = cut.filter(({ column }) => groups.some(({ filter }) => namesColumn(filter, column)));
    return {
      title: titleOf(used.map(({ kind }) => kind)),
      measures: used.map((measure) => ({
        kind: measure.kind,
        column: measure.column,
        edges: [...measure.edges],
        missing: measure.missing,
        sentence: measureWords(measure, measure.missing),
      })),
      segments: groups
        .map((group, i) => ({
          ...group,
          words: filterWords(group.filter, numbers),
          customerCount: counts[i]!,
          share: all > 0 ? counts[i]! / all : 0,
        }))
        .filter(({ customerCount }) => customerCount > 0),
      ungrouped: all - counts.reduce((sum, count) => sum + count, 0),
    };
  }

  /** An audience for each of them. @throws AppError FORBIDDEN, NOT_FOUND or CONFLICT */
  async save(call: CallContext, datasetId: string): Promise<Audience[]> {
    call.require('ANALYST', datasetId, ['datasetId']);
    await this.deps.datasets.get(call, datasetId, ['datasetId']);
    const found = await this.find(call, datasetId);
    return this.deps.audiences.saveAll(call, datasetId, found?.segments ?? []);
  }

  async #cut(datasetId: string, measure: Measure, columns: readonly DatasetColumn[]): Promise<Cut[]> {
    const column = columns.find(({ name }) => name === measure.column)!;
    const { edges, missing } = await readEdges(this.deps.dataSource, datasetId, column);
    const texts = edges.map((edge) => writeValue(edge, column));
    const written = texts.every((text) => text !== null);
    return written && texts.length > 0 ? [{ ...measure, edges: texts, missing }] : [];
  }

  /** One pass over the customers. */
  async #count(
    datasetId: string,
    groups: readonly { readonly filter: CustomerFilter }[],
    columns: readonly DatasetColumn[],
  ): Promise<{ all: number; counts: number[] }> {
    const parameters = new Parameters();
    const scope = {
      ...{ datasetId, championId: null, target: null, rankedBy: 'probability' as const },
      ...{ segments: undefined, columns, filter: {} },
    };
    const counts = groups.map(({ filter }, i) => {
      const condition = wholeCondition(scope, filter, parameters, ['filter']);
      return `count(*) filter (where ${condition})::int as g${i}`;
    });
    const [found] = await this.deps.dataSource.query<[Record<string, number>]>(
      `select count(*)::int as "all", ${counts.join(', ')} from current_customers c
       where c.dataset_id = ${parameters.add(datasetId)}`,
      parameters.values,
    );
    return { all: found.all!, counts: groups.map((_, i) => found[`g${i}`]!) };
  }
}

function namesColumn({ where, anyOf }: CustomerFilter, column: string): boolean {
  return (
    (where ?? []).some((condition) => condition.column === column) ||
    (anyOf ?? []).some((other) => namesColumn(other, column))
  );
}
