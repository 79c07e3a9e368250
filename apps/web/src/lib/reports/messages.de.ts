import { plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  title: 'Bericht',
  about: 'Eine Seite mit dem heutigen Stand, den Annahmen und dem Datum. Sie nennt keine Kunden.',
  download: 'Herunterladen',
  share: 'Für Personen ohne Konto',
  shared: 'Wer diese Adresse hat, liest den Bericht, wie er jetzt ist. Sie wird nur hier gezeigt.',
  openFor: 'Lässt sich öffnen für',
  days: (days) => plural(days, 'Tag', 'Tage'),
  makeLink: 'Link erstellen',
  openLinks: 'Offene Links',
  link: (until, opened, by) => `bis ${until} · ${plural(opened, 'Mal', 'Mal')} geöffnet · ${by}`,
  revoke: 'Widerrufen',
  revokeLink: (title) => `Link zu „${title}“ widerrufen`,
  weekly: 'Jede Woche, per Webhook',
  weeklyAbout:
    'Er wird jetzt und danach jede Woche geschrieben. Seine Adresse geht an jeden Webhook, der über „report written“ benachrichtigt wird.',
  setUpWebhook: 'Webhook einrichten',
  writeWeekly: 'Jede Woche schreiben',
  next: (moment, by) => `nächster ${moment} · ${by}`,
  notWritten: (why) => `Er konnte nicht geschrieben werden: ${why}`,
  stop: 'Beenden',
  stopWeekly: (title) => `„${title}“ nicht mehr jede Woche schreiben`,
} satisfies Translation<English>;
