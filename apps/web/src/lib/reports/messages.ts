import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  title: 'Report',
  about: 'One page with what is known now, its assumptions and its date. It names no customer.',
  download: 'Download',
  share: 'For people without an account',
  shared: 'Whoever has this address reads the report as it is now. It is shown only here.',
  openFor: 'Can be opened for',
  days: (days: number) => plural(days, 'day'),
  makeLink: 'Make a link',
  openLinks: 'Links that are open',
  link: (until: string, opened: number, by: string) =>
    `until ${until} · opened ${plural(opened, 'time')} · ${by}`,
  revoke: 'Revoke',
  revokeLink: (title: string) => `Revoke the link to “${title}”`,
  weekly: 'Each week, by webhook',
  weeklyAbout:
    'It is written now and every week, and its address goes to each webhook that is told of “report written”.',
  setUpWebhook: 'Set up a webhook',
  writeWeekly: 'Write it each week',
  next: (moment: string, by: string) => `next ${moment} · ${by}`,
  notWritten: (why: string) => `It could not be written: ${why}`,
  stop: 'Stop',
  stopWeekly: (title: string) => `Stop “${title}” each week`,
};

export type English = typeof english;
export const say = dictionary('lib/reports', english);
