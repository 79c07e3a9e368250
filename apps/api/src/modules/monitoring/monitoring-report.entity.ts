import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { listOf, perColumn } from '../../platform/graphql/complexity.js';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { Kept } from '../../platform/words/kept.js';
import { Interval } from '../churn/index.js';
import { MonitoringAcknowledgement } from './acknowledged/index.js';
import type { ReportTold } from './check/messages.en.js';
import { MonitoringAlert, MonitoringState } from './monitoring.enums.js';
import {
  ColumnDrift,
  ExpectedFigures,
  KeptPromise,
  MoneyMoved,
  RealisedQuality,
} from './monitoring.types.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    MonitoringReport: true;
  }
}

/** What a check found. */
@Entity('monitoring_reports')
@ObjectType({
  description:
    'What has changed between the customers that the champion learned from and those of now, and whether it matters. That the same customers behave otherwise than before cannot be seen without outcomes.',
})
export class MonitoringReport {
  /** That of its job. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  datasetId: string;

  @Column('uuid')
  churnModelId: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; stable for the life of the report.' })
  get globalId(): string {
    return toGlobalId('MonitoringReport', this.id);
  }

  @Field({ description: 'When the customers were looked at.' })
  @Column('timestamptz')
  checkedAt: Date;

  /** Of the dataset at that time. */
  @Column('bigint')
  revision: string;

  @Field(() => MonitoringState, { description: 'What it came to.' })
  @Column('text')
  state: MonitoringState;

  @Field({ description: 'What it came to, in a sentence.' })
  @Column('text')
  sentence: string;

  @Field({ description: 'What to look at, or to do, in a sentence.' })
  @Column('text')
  advice: string;

  @Field(() => Date, {
    nullable: true,
    description:
      'When a check first came to other than QUIET, since the last one that was QUIET; null where this one is.',
  })
  @Column('timestamptz', { nullable: true })
  firstSeenAt: Date | null;

  @Field(() => MonitoringAcknowledgement, {
    nullable: true,
    description:
      'Who has looked into it, also at an earlier check that had found all of alerts; null while nobody has.',
  })
  @Column('jsonb', { nullable: true })
  acknowledgement: MonitoringAcknowledgement | null;

  @Field(() => Int, { description: 'Number of customers of now.' })
  @Column('int')
  customers: number;

  @Field(() => Int, {
    description: 'How many of them are new since the model learned, or have other values in some column.',
  })
  @Column('int')
  changedCustomers: number;

  @Field(() => [ColumnDrift], {
    complexity: perColumn(),
    description: 'Columns that have moved first, among them those that the model uses first.',
  })
  @Column('jsonb')
  columns: ColumnDrift[];

  @Field(() => [String], {
    complexity: listOf(5),
    description: 'Names of the columns that have moved by more than chance, in the order of columns.',
  })
  get movedColumns(): string[] {
    return this.columns.filter(({ drifted }) => drifted).map(({ column }) => column);
  }

  @Field(() => [MonitoringAlert], {
    complexity: listOf(3),
    description: 'What matters of what has changed; empty unless the state is ALERT.',
  })
  @Column('text', { array: true })
  alerts: MonitoringAlert[];

  @Column('jsonb', { nullable: true })
  toldApart: { readonly auc: number; readonly low: number; readonly high: number } | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'AUC of a classifier that tries to tell the customers of now from those of then, out of fold: 0.5 where it cannot. Null where no customer is new or changed, or those of then are gone.',
  })
  get toldApartAuc(): number | null {
    return this.toldApart?.auc ?? null;
  }

  @Field(() => Interval, { nullable: true, description: 'Interval of toldApartAuc.' })
  get toldApartInterval(): Interval | null {
    return this.toldApart;
  }

  @Column('jsonb', { nullable: true })
  quality: { readonly now: ExpectedFigures; readonly past: ExpectedFigures } | null;

  @Field(() => ExpectedFigures, {
    nullable: true,
    description:
      'The figures that are expected on the customers of now; null with too few outcomes of then. Customers of then count as often as their like has become, with the defects of now planted in them.',
  })
  get expected(): ExpectedFigures | null {
    return this.quality?.now ?? null;
  }

  @Field(() => ExpectedFigures, {
    nullable: true,
    description: 'The same figures of the customers that the model learned from, each out of fold.',
  })
  get promised(): ExpectedFigures | null {
    return this.quality?.past ?? null;
  }

  @Field(() => Interval, {
    nullable: true,
    description: 'Of the AUC that outcomes would show, estimated without them; see expected.',
  })
  get expectedRocAuc(): Interval | null {
    return this.quality?.now.rocAucInterval ?? null;
  }

  @Field(() => Interval, {
    nullable: true,
    description: 'Of the Brier score that outcomes would show, estimated without them; see expected.',
  })
  get expectedBrierScore(): Interval | null {
    return this.quality?.now.brierScoreInterval ?? null;
  }

  @Field(() => Int, {
    description:
      'Number of outcomes that came after the champion had scored their customers; `realised` needs 50, 10 of either kind.',
  })
  @Column('int')
  outcomes: number;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether anything is kept of what the model said of customers: false for a model of before that was kept, of which no outcome can tell whether it came true; null in reports of before this was asked.',
  })
  @Column('boolean', { nullable: true })
  scoresKept: boolean | null;

  @Field(() => RealisedQuality, {
    nullable: true,
    description:
      'Measured on outcomes that were observed after the champion had scored their customers, each by the last score before; null with fewer than 50, or than 10 of either kind.',
  })
  @Column('jsonb', { nullable: true })
  realised: RealisedQuality | null;

  @Field(() => Int, {
    description: 'How many of the outcomes are of customers whom a campaign had contacted before.',
  })
  @Column('int', { default: 0 })
  contactedOutcomes: number;

  @Field(() => RealisedQuality, {
    nullable: true,
    description:
      'The same of those who were contacted, whose outcome the contact may have changed; null where nobody was, or of too few.',
  })
  @Column('jsonb', { nullable: true })
  realisedContacted: RealisedQuality | null;

  @Field(() => RealisedQuality, {
    nullable: true,
    description:
      'The same of those who were not contacted: what the model is to be measured by; null where nobody was contacted, or of too few.',
  })
  @Column('jsonb', { nullable: true })
  realisedLeftAlone: RealisedQuality | null;

  @Field(() => KeptPromise, {
    nullable: true,
    description:
      'Whether the champion keeps what it promised, by the same outcomes of those who were not contacted; null where they are too few, and in reports of before this was asked.',
  })
  @Column('jsonb', { nullable: true })
  kept: KeptPromise | null;

  @Field(() => MoneyMoved, {
    nullable: true,
    description:
      'What is at stake a customer, then and now; null without a value column, or where those of then are gone.',
  })
  @Column('jsonb', { nullable: true })
  money: MoneyMoved | null;

  @Field(() => String, {
    nullable: true,
    description: 'Whether the model is trained again, and why; null while that is being decided.',
  })
  @Column('text', { nullable: true })
  decision: string | null;

  /** What sentence and advice are said by in other languages; null of checks of earlier releases. */
  @Column('jsonb', { nullable: true })
  said: ReportTold | null;

  /** The same of decision. */
  @Column('jsonb', { nullable: true })
  saidDecision: Kept | null;

  @Column('uuid', { nullable: true })
  retrainedId: string | null;
}

/** A report as it is stored. */
export type StoredReport = Omit<
  MonitoringReport,
  | 'globalId'
  | 'movedColumns'
  | 'toldApartAuc'
  | 'toldApartInterval'
  | 'expected'
  | 'promised'
  | 'expectedRocAuc'
  | 'expectedBrierScore'
  | 'firstSeenAt'
  | 'acknowledgement'
  | 'saidDecision'
>;

/** A page of reports. */
export const MonitoringReportConnection = connectionTypes('MonitoringReport', () => MonitoringReport);
