import { Field, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { UserError } from '../../../platform/graphql/user-error.js';
import { User } from './user.entity.js';

const WRONG = { complexity: listOf(3), description: 'What is wrong with the input; empty on success.' };

/** The result of inviting somebody. */
@ObjectType({ description: 'The person invited, and the link to hand over.' })
export class InviteUserPayload {
  @Field(() => User, { nullable: true, description: 'The person.' })
  user: User | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The path on this server that signs the person in: once, within a day. Shown only here; whoever has it is let in.',
  })
  link: string | null;

  @Field(() => [UserError], WRONG)
  userErrors: UserError[];
}

/** The result of giving somebody another role. */
@ObjectType({ description: 'The person with the new role.' })
export class SetUserRolePayload {
  @Field(() => User, { nullable: true, description: 'The person; the role holds from the next request on.' })
  user: User | null;

  @Field(() => [UserError], WRONG)
  userErrors: UserError[];
}

/** The result of deactivating somebody. */
@ObjectType({ description: 'The person who was deactivated.' })
export class DeactivateUserPayload {
  @Field(() => User, { nullable: true, description: 'The person; all sessions are ended.' })
  user: User | null;

  @Field(() => [UserError], WRONG)
  userErrors: UserError[];
}
