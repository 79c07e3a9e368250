import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { LOOKUP, listOf } from '../../../platform/graphql/complexity.js';
import { readAnyGlobalId, requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import { Viewer } from '../auth.types.js';
import { MOST_PASSKEYS, type OwnPasskeysService, readPasskeyName } from './own-passkeys.service.js';
import {
  Passkey,
  RemovePasskeyInput,
  RemovePasskeyPayload,
  RenamePasskeyInput,
  RenamePasskeyPayload,
} from './passkey.types.js';

/** Resolves the passkeys of whoever asks. */
@Resolver(() => Viewer)
export class PasskeysResolver {
  constructor(private readonly own: OwnPasskeysService) {}

  @FieldResolver(() => [Passkey], {
    complexity: listOf(MOST_PASSKEYS, LOOKUP),
    description: `Your passkeys, the last added first; ${MOST_PASSKEYS} at most. Empty for an API key.`,
  })
  passkeys(@Ctx() call: CallContext): Promise<Passkey[]> {
    return this.own.list(call, idOf(call));
  }

  @Authorized('VIEWER')
  @Mutation(() => RenamePasskeyPayload, {
    description: 'Gives one of your own passkeys another name, so that you know which device it is on.',
  })
  renamePasskey(
    @Ctx() call: CallContext,
    @Arg('input', () => RenamePasskeyInput, { description: 'Which passkey, and its name.' })
    { passkeyId, name }: RenamePasskeyInput,
  ): Promise<RenamePasskeyPayload> {
    return withUserErrors({ passkey: null as Passkey | null }, async () => {
      const read = readPasskeyName(name);
      const key = requireKey('Passkey', passkeyId, ['passkeyId']);
      return { passkey: await this.own.rename(call, idOf(call), key, read) };
    });
  }

  @Authorized('VIEWER')
  @Mutation(() => RemovePasskeyPayload, {
    description: 'Removes one of your own passkeys, which signs you in no more; sessions stay.',
  })
  removePasskey(
    @Ctx() call: CallContext,
    @Arg('input', () => RemovePasskeyInput, { description: 'Which passkey.' })
    { passkeyId }: RemovePasskeyInput,
  ): Promise<RemovePasskeyPayload> {
    return withUserErrors({ removedPasskeyId: null as string | null }, async () => {
      await this.own.remove(call, idOf(call), requireKey('Passkey', passkeyId, ['passkeyId']));
      return { removedPasskeyId: passkeyId };
    });
  }
}

/** Whoever asks, a person or a key, which has none. */
function idOf({ caller }: CallContext): string {
  return readAnyGlobalId(caller.id)!.key;
}
