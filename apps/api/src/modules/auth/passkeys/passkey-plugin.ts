import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';

/**
 * better-auth's plugin for passkeys of the host `relyingParty`. A passkey stands for a password, so that the device must have
 * asked for a finger, a face or a PIN; that a device is there is not enough.
 */
export function passkeyPlugin(relyingParty: string) {
  return passkey({
    rpID: relyingParty,
    rpName: 'Holdfast',
    // Also on devices that keep few: only a passkey that is kept there is offered without a name being typed.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: ({ verification }) => requireUser(verification.registrationInfo?.userVerified),
    },
    authentication: {
      afterVerification: ({ verification }) => requireUser(verification.authenticationInfo.userVerified),
    },
    advanced: { webAuthnChallengeCookie: 'passkey' },
  });
}

function requireUser(verified: boolean | undefined): void {
  if (!verified) throw new APIError('UNAUTHORIZED', { message: 'The device did not ask who uses it.' });
}
