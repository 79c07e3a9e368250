import { Arg, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { listBy } from '../../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../../platform/graphql/connection.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import { DeactivateUserInput, InviteUserInput, SetUserRoleInput } from './people.inputs.js';
import { DeactivateUserPayload, InviteUserPayload, SetUserRolePayload } from './people.payloads.js';
import type { PeopleService } from './people.service.js';
import { User, UserConnection } from './user.entity.js';

/** Resolves the people who may sign in. */
@Resolver()
export class PeopleResolver {
  constructor(readonly people: PeopleService) {}

  @Authorized('ADMIN')
  @Query(() => UserConnection, {
    complexity: listBy('first'),
    name: 'users',
    description: 'The people who may or might sign in, newest first. ADMIN only.',
  })
  list(
    @Ctx() call: CallContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<User>> {
    return this.people.list(call, first ?? 20, after);
  }

  @Authorized('ADMIN')
  @Mutation(() => InviteUserPayload, {
    description:
      'Invites a person by a link that signs them in once. Somebody who is here already gets a new link and chooses a new password. ADMIN only.',
  })
  inviteUser(
    @Ctx() call: CallContext,
    @Arg('input', () => InviteUserInput, { description: 'Whom.' }) input: InviteUserInput,
  ): Promise<InviteUserPayload> {
    const empty = { user: null as User | null, link: null as string | null };
    return withUserErrors(empty, () => this.people.invite(call, input));
  }

  @Authorized('ADMIN')
  @Mutation(() => SetUserRolePayload, {
    description: 'Gives a person another role, which holds at once. ADMIN only.',
  })
  setUserRole(
    @Ctx() call: CallContext,
    @Arg('input', () => SetUserRoleInput, { description: 'Who, and which role.' })
    { userId, role }: SetUserRoleInput,
  ): Promise<SetUserRolePayload> {
    return withUserErrors({ user: null as User | null }, async () => ({
      user: await this.people.setRole(call, requireKey('User', userId, ['userId']), role),
    }));
  }

  @Authorized('ADMIN')
  @Mutation(() => DeactivateUserPayload, {
    description:
      'Ends all sessions of a person and lets them in no more, until they are invited again. ADMIN only.',
  })
  deactivateUser(
    @Ctx() call: CallContext,
    @Arg('input', () => DeactivateUserInput, { description: 'Who.' }) { userId }: DeactivateUserInput,
  ): Promise<DeactivateUserPayload> {
    return withUserErrors({ user: null as User | null }, async () => ({
      user: await this.people.deactivate(call, requireKey('User', userId, ['userId'])),
    }));
  }
}
