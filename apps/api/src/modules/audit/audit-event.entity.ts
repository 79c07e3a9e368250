import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { listOf } from '../../platform/graphql/complexity.js';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { AuditOutcome } from './audit.enums.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    AuditEvent: true;
  }
}

/** What somebody did, with what came of it. The rows of a view: nothing of it can be changed. */
@Entity('audit_acts')
@ObjectType({
  description:
    'What somebody did or wanted to do: a mutation, a sign-in, an export, an upload. Nothing of it is ever changed or removed.',
})
export class AuditEvent {
  @PrimaryColumn('bigint')
  seq: string;

  @Column('uuid')
  id: string;

  @Field({ description: 'When it was asked for, by the clock of the database.' })
  @Column('timestamptz')
  at: Date;

  @Field({
    description:
      'Who: the e-mail address of a person, prefix and name of an API key, "server", or "unknown" for somebody who was not recognised.',
  })
  @Column('text')
  actor: string;

  @Field(() => ID, { nullable: true, description: 'ID of the user or the API key; null if unknown.' })
  @Column('text', { nullable: true })
  actorId: string | null;

  @Field({
    description: 'What: the name of a mutation, or words such as "sign in" and "export customers.csv".',
  })
  @Column('text')
  action: string;

  @Field(() => String, {
    nullable: true,
    description: 'The global ID of what it is about, never a customer; null if it is about no one thing.',
  })
  @Column('text', { nullable: true })
  subject: string | null;

  @Column('uuid', { nullable: true })
  datasetId: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The network address that it came from; null for what the server does by itself. Behind a proxy see TRUSTED_PROXIES.',
  })
  @Column('text', { nullable: true })
  address: string | null;

  @Field(() => AuditOutcome, { description: 'What came of it.' })
  @Column('text')
  outcome: AuditOutcome;

  @Field(() => [String], {
    complexity: listOf(1),
    description: 'The codes of the errors that it was answered with; empty if it was done.',
  })
  @Column('text', { array: true })
  codes: string[];

  @Field(() => Date, {
    nullable: true,
    description:
      'When it was noted what came of it; null if that was noted at once, or never, as the server had ended.',
  })
  @Column('timestamptz', { nullable: true })
  settledAt: Date | null;

  @Column('bytea', { name: 'hash' })
  hashBytes: Buffer;

  @Column('bytea', { name: 'settled_hash', nullable: true })
  settledHashBytes: Buffer | null;

  @Field({
    description:
      'SHA-256 of the event and of the hash of the one before, in hexadecimal digits; see SECURITY.md.',
  })
  get hash(): string {
    return this.hashBytes.toString('hex');
  }

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the event that says what came of it; null where `settledAt` is.',
  })
  get settledHash(): string | null {
    return this.settledHashBytes?.toString('hex') ?? null;
  }

  @Field(() => ID, {
    name: 'datasetId',
    nullable: true,
    description: 'ID of the dataset that it is about, which may be deleted; null if it is about none.',
  })
  get globalDatasetId(): string | null {
    return this.datasetId === null ? null : toGlobalId('Dataset', this.datasetId);
  }

  @Field(() => ID, { name: 'id', description: 'Opaque and permanent.' })
  get globalId(): string {
    return toGlobalId('AuditEvent', this.id);
  }
}

/** A page of the audit. */
export const AuditEventConnection = connectionTypes('AuditEvent', () => AuditEvent);
