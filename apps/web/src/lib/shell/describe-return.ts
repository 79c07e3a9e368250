import { say } from './messages';

/** Why somebody came back from their provider without being signed in; undefined if they did not. */
export function describeReturn(search: string): string | undefined {
  const error = new URLSearchParams(search).get('error');
  if (error === null) return undefined;
  switch (error) {
    case 'not_invited':
      return say().returned.notInvited;
    case 'deactivated':
      return say().returned.deactivated;
    case 'email_not_verified':
    case 'account_not_linked':
      return say().returned.notVerified;
    case 'access_denied':
      return say().returned.denied;
    case 'state_mismatch':
    case 'state_not_found':
    case 'please_restart_the_process':
      return say().returned.tooLate;
    default:
      return say().returned.other;
  }
}
