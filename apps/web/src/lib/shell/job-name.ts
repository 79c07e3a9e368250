import { say } from './messages';

/** A job's kind as an activity; an unknown kind is spelled out. */
export function jobName(kind: string): string {
  const names: Readonly<Record<string, string>> = say().jobs.names;
  const words = kind.replaceAll('-', ' ');
  return names[kind] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
