import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { LOOKUP, listOf } from '../../../platform/graphql/complexity.js';
import { readAnyGlobalId, requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import { Viewer } from '../auth.types.js';
import type { OwnSessionsService, SessionOwner } from './own-sessions.service.js';
import { RevokeSessionInput, RevokeSessionPayload, Session } from './session.types.js';

/** Resolves where callers are signed in. */
@Resolver(() => Viewer)
export class SessionsResolver {
  constructor(private readonly own: OwnSessionsService) {}

  @FieldResolver(() => [Session], {
    complexity: listOf(20, LOOKUP),
    description: 'Where you are signed in, or where your key is, the last first; 100 at most.',
  })
  sessions(@Ctx() call: CallContext): Promise<Session[]> {
    return this.own.list(call, ownerOf(call));
  }

  @Authorized('VIEWER')
  @Mutation(() => RevokeSessionPayload, {
    description: 'Ends one of your own sessions at once, such as that of a lost computer.',
  })
  revokeSession(
    @Ctx() call: CallContext,
    @Arg('input', () => RevokeSessionInput, { description: 'Which session.' })
    { sessionId }: RevokeSessionInput,
  ): Promise<RevokeSessionPayload> {
    return withUserErrors({ revokedSessionId: null as string | null }, async () => {
      await this.own.revoke(call, ownerOf(call), requireKey('Session', sessionId, ['sessionId']));
      return { revokedSessionId: sessionId };
    });
  }
}

function ownerOf({ caller }: CallContext): SessionOwner {
  return readAnyGlobalId(caller.id)!;
}
