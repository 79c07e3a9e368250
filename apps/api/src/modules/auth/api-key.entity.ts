import { ROLES } from '@holdfast/schema';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role as RoleName } from '../../platform/call/caller.js';
import { listOf } from '../../platform/graphql/complexity.js';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    ApiKey: true;
  }
}

/** What a caller may do. */
export const Role = vocabularyEnum(
  'Role',
  'What a caller may do. Each role includes the one before: VIEWER, ANALYST, ADMIN.',
  ROLES,
);
export type Role = RoleName;

/** A key that another service signs in with; only the hash of its secret is kept. */
@Entity('api_keys')
@ObjectType({
  description: 'An API key that another service authenticates with. Its secret is shown only once.',
})
export class ApiKey {
  @PrimaryColumn('uuid')
  id: string;

  @Field({ description: 'What the key is for, as its creator named it.' })
  @Column('text')
  name: string;

  @Field({ description: 'The first characters of the secret, to tell keys apart.' })
  @Column('text')
  prefix: string;

  @Column('bytea', { select: false })
  hash: Buffer;

  @Field(() => Role, { description: 'What the key allows.' })
  @Column('text')
  role: Role;

  @Field({ description: 'When the key was created.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Date, { nullable: true, description: 'When the key expires; null if it never does.' })
  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the key was revoked; null if it was not.' })
  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the key was last used, to the minute; null if never.',
  })
  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Column('uuid', { nullable: true })
  replacedBy: string | null;

  @Field(() => ID, {
    name: 'replacedById',
    nullable: true,
    description:
      'ID of the key that took its place when it was rotated; null if it was not. It ends when `expiresAt` says.',
  })
  get globalReplacedBy(): string | null {
    return this.replacedBy === null ? null : toGlobalId('ApiKey', this.replacedBy);
  }

  @Column('uuid', { array: true, nullable: true })
  datasetIds: string[] | null;

  @Field(() => [ID], {
    complexity: listOf(100),
    name: 'datasetIds',
    nullable: true,
    description: 'The datasets that the key is confined to; null if it is for all of them.',
  })
  get globalDatasetIds(): string[] | null {
    return this.datasetIds?.map((id) => toGlobalId('Dataset', id)) ?? null;
  }

  @Field({
    description:
      'Whether an agent at /mcp that has the key may change what its role allows; false: agents only read with it.',
  })
  @Column('bool')
  agentMayWrite: boolean;

  @Field(() => ID, { name: 'id', description: 'Opaque and permanent.' })
  get globalId(): string {
    return toGlobalId('ApiKey', this.id);
  }
}

/** A page of API keys. */
export const ApiKeyConnection = connectionTypes('ApiKey', () => ApiKey);
