/** Why somebody came back from their provider without being signed in; undefined if they did not. */
export function describeReturn(search: string): string | undefined {
  const error = new URLSearchParams(search).get('error');
  if (error === null) return undefined;
  switch (error) {
    case 'not_invited':
      return 'Nobody has invited this address. Ask an admin of Holdfast for an invitation.';
    case 'deactivated':
      return 'You were let in before, but no more. Ask an admin of Holdfast for an invitation.';
    case 'email_not_verified':
    case 'account_not_linked':
      return 'Your organisation has not verified your e-mail address, so that it is not certain that it is yours.';
    case 'access_denied':
      return 'Your organisation did not let you in here.';
    case 'state_mismatch':
    case 'state_not_found':
    case 'please_restart_the_process':
      return 'You came back too late, or in another browser. Try again.';
    default:
      return 'Your organisation could not sign you in. Try again.';
  }
}
