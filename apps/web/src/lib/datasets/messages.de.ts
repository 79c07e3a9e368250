import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const lines = (count: number) => plural(count, 'Zeile', 'Zeilen');
const are = (count: number) => byCount(count, { one: 'ist', other: 'sind' });

export default {
  name: {
    begin: 'Spalte umbenennen',
    title: 'Wie eine Spalte heißt',
    column: 'Spalte',
    called: 'Heißt',
    hint: (column, otherwise) =>
      `„${column}“ in der Datei. Bleibt das Feld leer, heißt sie „${otherwise}“. Exporte behalten den Namen aus der Datei.`,
  },
  rejected: {
    title: 'Abgewiesene Zeilen',
    of: (file) => `Abgewiesene Zeilen aus ${file}`,
    reading: (rows, shown) =>
      `${lines(rows)}${rows > shown ? `, die ersten ${formatCount(shown)} sind zu sehen` : ''}. Laden Sie sie herunter, korrigieren Sie sie und fügen Sie sie über Überblick → Datei des nächsten Monats laden hinzu.`,
    downloadAll: 'Alle herunterladen',
    download: 'Herunterladen',
    causes: 'Abgewiesene Zeilen nach dem, was zu beheben ist',
    rows: 'Zeilen',
    wrong: 'Was nicht stimmt',
    firstLine: 'Erste Zeile',
    line: 'Zeile',
    cause: 'Grund',
    text: 'Text',
    loading: 'Abgewiesene Zeilen werden geladen',
  },
  added: (customers) => `${plural(customers, 'Kunde', 'Kunden')} hinzugefügt`,
  updated: (customers) => `${formatCount(customers)} aktualisiert`,
  removedLater: (customers) =>
    `${formatCount(customers)} entfernt, weil alle ihre Käufe nach dem Beobachtungstag liegen`,
  removedMissing: (customers) => `${formatCount(customers)} entfernt, weil sie in der Datei nicht vorkommen`,
  lines: {
    customers: (count) =>
      `${formatCount(count)} ${byCount(count, { one: 'ist ein Kunde', other: 'sind Kunden' })}`,
    purchases: (count) =>
      `${formatCount(count)} ${byCount(count, { one: 'ist ein Kauf', other: 'sind Käufe' })}`,
    leftOut: (count) =>
      `${formatCount(count)} ${are(count)} ausgelassen, mit Kunden, die erst später gekauft haben`,
    header: (count) => `${formatCount(count)} ${are(count)} Kopfzeile`,
    aboveHeader: (count) =>
      `${formatCount(count)} ${byCount(count, { one: 'steht', other: 'stehen' })} darüber`,
    repeats: (count) =>
      `${formatCount(count)} ${byCount(count, { one: 'wiederholt', other: 'wiederholen' })} einen Kunden`,
    blank: (count) => `${formatCount(count)} ${are(count)} leer`,
    rejected: (count) => `${formatCount(count)} ${are(count)} abgewiesen`,
    continued: (count) =>
      `${formatCount(count)} ${byCount(count, { one: 'setzt', other: 'setzen' })} eine Zeile fort`,
    all: (count, parts) => `Von ${lines(count)}: ${parts}.`,
    first: (count, parts) => `Von den ersten ${lines(count)}: ${parts}.`,
  },
} satisfies Translation<English>;
