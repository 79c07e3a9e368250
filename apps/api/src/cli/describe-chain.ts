import type { ChainReport, KeptHead } from '../modules/audit/index.js';
import { StartupError } from '../platform/errors/startup-error.js';

const COMMAND = 'npm run audit:verify --';

/** The head in the arguments of a command; null if there are none. @throws StartupError for anything else */
export function readKeptHead(args: readonly string[]): KeptHead | null {
  if (args.length === 0) return null;
  const [events = '', head = ''] = args;
  if (args.length === 2 && /^\d{1,15}$/.test(events) && /^[0-9a-f]{64}$/.test(head)) {
    return { events: Number(events), head };
  }
  throw new StartupError(
    `The arguments are "${args.join(' ')}"; they must be the number of events and the hash that an earlier run printed.`,
  );
}

/** What a verification of the audit found, for the terminal. */
export function describeChain({ events, head, broken }: ChainReport): string {
  const count = events.toLocaleString('en-US');
  if (broken === null) {
    return [
      `${count} events, and the chain holds.`,
      `Head: ${head}`,
      `Keep this elsewhere: "${COMMAND} ${events} ${head}" finds out later whether events were cut off at the end.`,
    ].join('\n');
  }
  const { expectedSeq, foundSeq, expectedHash, foundHash } = broken;
  return [
    `The chain is broken: ${count} events hold, the next one does not.`,
    `Number: ${foundSeq ?? 'missing'}; it must be ${expectedSeq}.`,
    `Hash:   ${foundHash ?? 'missing'}`,
    `        ${expectedHash} is what it must be.`,
  ].join('\n');
}
