import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { UserError } from '../../../platform/graphql/user-error.js';

declare module '../../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Session: true;
  }
}

/** Somebody who is signed in, in one browser. */
@ObjectType({ description: 'A browser, or another program, in which somebody is signed in.' })
export class Session {
  /** Never the one in the cookie's table. */
  key: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; stable while the session lasts.' })
  get globalId(): string {
    return toGlobalId('Session', this.key);
  }

  @Field({ description: 'When somebody signed in.' })
  createdAt: Date;

  @Field({ description: 'When it ends by itself.' })
  expiresAt: Date;

  @Field(() => String, {
    nullable: true,
    description: 'What the program said of itself when it signed in (User-Agent); null if nothing.',
  })
  userAgent: string | null;

  @Field({ description: 'Whether this request comes from it.' })
  current: boolean;
}

/** The session to end. */
@InputType({ description: 'The session to end.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'ID of one of your own sessions.' })
  sessionId: string;
}

/** The result of ending a session. */
@ObjectType({ description: 'The result of ending a session.' })
export class RevokeSessionPayload {
  @Field(() => ID, { nullable: true, description: 'ID of the session that has ended.' })
  revokedSessionId: string | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
