import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionTypes } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { Role } from '../api-key.entity.js';

declare module '../../../platform/graphql/global-id.js' {
  interface NodeTypes {
    User: true;
  }
}

/** A person who may sign in; better-auth's table, with its names. */
@Entity({ schema: 'auth', name: 'user' })
@ObjectType({ description: 'A person who may sign in.' })
export class User {
  @PrimaryColumn('text')
  id: string;

  @Field({ description: 'E-mail address, in lower case: what the person signs in with.' })
  @Column('text')
  email: string;

  @Field(() => Role, { description: 'What the person may do.' })
  @Column('text')
  role: Role;

  @Field({ description: 'When the person was invited.' })
  @Column('timestamptz', { name: 'createdAt' })
  createdAt: Date;

  @Column('timestamptz', { name: 'deactivatedAt', nullable: true })
  deactivatedAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the person last asked for something, to the minute; null if never.',
  })
  @Column('timestamptz', { name: 'lastSeenAt', nullable: true })
  lastSeenAt: Date | null;

  @Field({ description: 'False once the person was deactivated: no sign-in, no session.' })
  get active(): boolean {
    return this.deactivatedAt === null;
  }

  @Field(() => ID, { name: 'id', description: 'Opaque and permanent.' })
  get globalId(): string {
    return toGlobalId('User', this.id);
  }
}

/** A page of people. */
export const UserConnection = connectionTypes('User', () => User);
