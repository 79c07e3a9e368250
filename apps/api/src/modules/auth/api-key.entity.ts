import { ROLES } from '@holdfast/schema';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { Role as RoleName } from '../../platform/graphql/request-context.js';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** What a caller may do. */
export const Role = vocabularyEnum(
  'Role',
  'What a caller may do; each role may do what the one before it may.',
  ROLES,
);
export type Role = RoleName;

/** A key that another service signs in with; of its secret only the hash is kept. */
@Entity('api_keys')
@ObjectType({ description: 'A key that another service signs in with; its secret is never shown again.' })
export class ApiKey {
  @PrimaryColumn('uuid')
  id: string;

  @Field({ description: 'What it is for, in the words of who made it.' })
  @Column('text')
  name: string;

  @Field({ description: 'First characters of the secret, to tell keys apart.' })
  @Column('text')
  prefix: string;

  @Column('bytea', { select: false })
  hash: Buffer;

  @Field(() => Role, { description: 'What its bearer may do.' })
  @Column('text')
  role: Role;

  @Field({ description: 'When it was made.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field(() => Date, { nullable: true, description: 'From when on it is refused; null: never.' })
  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was revoked; null while it was not.' })
  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'Last use, to the minute; null if never used.' })
  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Field(() => ID, { name: 'id', description: 'Opaque; the same for the same key for ever.' })
  get globalId(): string {
    return toGlobalId('ApiKey', this.id);
  }
}

/** A page of API keys. */
export const ApiKeyConnection = connectionTypes('ApiKey', () => ApiKey);
