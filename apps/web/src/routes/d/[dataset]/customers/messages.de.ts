import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const kunden = (count: number) => plural(count, 'Kunde', 'Kunden');

export default {
  title: 'Kunden',
  found: (customers, { left, contacts, narrowed }, { remaining, whoHavePast, whoHasPast }) => {
    const still = customers === 1 ? ` von denen, ${remaining}` : `, ${remaining}`;
    const gone = customers === 1 ? `, der schon ${whoHasPast}` : `, die schon ${whoHavePast}`;
    const who = left === false ? still : left ? gone : '';
    const first = contacts === null ? '' : `, aus den ersten ${formatCount(contacts)}, die anzusprechen sind`;
    return `${kunden(customers)}${who}${first}${narrowed ? ', passend zu Ihren Filtern' : ''}.`;
  },
  makeCampaign: 'Kampagne anlegen',
  campaignOf: (day) => `Kampagne vom ${day}`,
  download: (customers) => `${kunden(customers)} herunterladen`,
  loading: 'Kunden werden geladen',
  nobody: 'Keine passenden Kunden',
  nobodyWhy: 'Entfernen Sie einen Filter, um mehr Kunden zu sehen.',
  clearFilters: 'Filter zurücksetzen',
  pages: {
    title: 'Seiten',
    shown: (from, to, all) => `${formatCount(from)} bis ${formatCount(to)} von ${formatCount(all)}`,
    previous: 'Zurück',
    first: 'Erste Seite',
    next: 'Weiter',
  },
  file: {
    risk: { LOW: 'geringes Risiko', MEDIUM: 'mittleres Risiko', HIGH: 'hohes Risiko' },
    filtered: 'gefiltert',
    customers: 'Kunden',
  },
  inCampaign: {
    ALL: 'Alle aus der Kampagne {campaign}',
    CONTACTED: 'Die Angesprochenen der Kampagne {campaign}',
    HOLD_OUT: 'Die Kontrollgruppe der Kampagne {campaign}',
    BUSINESS_AS_USUAL: 'Die wie üblich Behandelten der Kampagne {campaign}',
  },
  allCustomers: 'Alle Kunden',
  audiences: {
    deleted: (name) => `Die Zielgruppe „${name}“ wurde gelöscht.`,
    undo: 'Rückgängig machen',
    audience: 'Zielgruppe',
    none: 'keine',
    delete: 'Zielgruppe löschen',
    saveAs: 'Als Zielgruppe speichern',
    explained:
      'Eine Zielgruppe wird jedes Mal neu gezählt, wenn Sie sie ansehen: Dazu gehört, wer dann zu den Filtern passt.',
    name: 'Name der Zielgruppe',
    save: 'Speichern',
  },
  columns: {
    choose: 'Spalten',
    title: 'Was die Liste zeigt',
    beside: 'Neben der ID',
    usual: 'Wie üblich',
  },
  conditions: {
    begin: 'Nach einer Spalte filtern',
    without: (condition) => `Ohne den Filter: ${condition}`,
    column: 'Spalte',
    chooseOne: 'auswählen',
    comparison: 'Vergleich',
    value: 'Wert',
    add: 'Hinzufügen',
    cancel: 'Abbrechen',
  },
  filters: {
    id: 'Kundennummer',
    segment: 'Segment',
    segmentOf: (k) => `Segment (von ${k})`,
    all: 'alle',
    risk: 'Risiko',
    bands: { LOW: 'gering', MEDIUM: 'mittel', HIGH: 'hoch' },
    bandMeans: (band, meaning) => `${band}: ${meaning}`,
    status: 'Status',
    already: (past) => `schon ${past}`,
    contact: 'Kontakt',
    mayBeContacted: 'darf angesprochen werden',
    mustNot: 'darf nicht angesprochen werden',
    from: ({ gerund }) => `Wahrscheinlichkeit (${gerund}) ab, %`,
    to: 'bis, %',
    order: 'Reihenfolge',
    byGain: 'höchster Gewinn zuerst',
    mostLikely: () => 'höchste Wahrscheinlichkeit zuerst',
    leastLikely: () => 'geringste Wahrscheinlichkeit zuerst',
    byLoss: 'höchster erwarteter Verlust zuerst',
    byId: 'nach Kundennummer',
    notOnlyInShape: 'Nicht nur die im Umriss auf der Karte',
  },
  taking: {
    title: 'Liste herunterladen',
    forWhat: 'Wofür',
    csv: 'eine Tabelle (CSV)',
    comma: 'eine Tabellenkalkulation mit Dezimalkomma (CSV mit Semikolon)',
    parquet: 'ein Datenwerkzeug (Parquet)',
    mail: 'ein E-Mail-Werkzeug: nur Kundennummer und Adresse',
    address: 'Adresse',
    consent: 'Einwilligung',
    consentHint: 'Nur wer dort Ja gesagt hat, eine Adresse hat und angesprochen werden darf.',
    noConsent: 'keine Spalte gibt das an',
    chooseColumns: 'Spalten auswählen',
    columns: 'Spalten neben der Kundennummer',
    counting: 'Wird gezählt …',
    nobody: 'Auf dieser Liste steht niemand.',
  },
} satisfies Translation<English>;
