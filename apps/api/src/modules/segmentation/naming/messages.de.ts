import { STABLE_K } from '@holdfast/ml-core';
import type { Translation } from '../../../platform/words/dictionary.js';
import { inARow, withDecimals } from '../../../platform/words/figures.js';
import { titleOfColumn } from '../../feature-matrix/index.js';
import { formatCount, formatShare } from './format-figure.js';
import type { ConceptWords, English, ExplainedTold, FailureTold, RecommendationTold } from './messages.en.js';

const failures = {
  'low stability': ({ stability }: FailureTold) =>
    `Bei Wiederholung an neu gezogenen Kunden stimmen die Segmente im Mittel zu ${below(STABLE_K.stability, stability, 2)} von 1 überein; nötig sind ${withDecimals(STABLE_K.stability, 2)}.`,
  'low worst stability': ({ worstStability }: FailureTold) =>
    `In der schlechtesten Wiederholung stimmen sie zu ${below(STABLE_K.worstStability, worstStability, 2)} von 1 überein; nötig sind ${withDecimals(STABLE_K.worstStability, 2)}.`,
  'tiny cluster': ({ smallestShare }: FailureTold) =>
    `Das kleinste Segment hat ${below(100 * STABLE_K.smallestShare, 100 * smallestShare, 1)} % der Kunden; nötig sind ${100 * STABLE_K.smallestShare} %.`,
};

export default {
  concepts: {
    age: { high: 'älter', low: 'jünger' },
    balance: { high: 'hohes Guthaben', low: 'niedriges Guthaben' },
    bill: { high: 'hohe Rechnungen', low: 'niedrige Rechnungen' },
    campaign: { high: 'reagieren auf Kampagnen', low: 'ignorieren Kampagnen' },
    catalogue: { high: 'Katalogkäufer', low: 'selten per Katalog' },
    children: { high: 'mit Kindern', low: 'wenige Kinder', none: 'keine Kinder' },
    complaint: { high: 'beschweren sich oft', low: 'beschweren sich selten' },
    discount: { high: 'Schnäppchenjäger', low: 'selten auf Rabatt' },
    income: { high: 'hohes Einkommen', low: 'niedriges Einkommen' },
    orders: { high: 'häufige Käufer', low: 'seltene Käufer' },
    recency: { high: 'zuletzt still', low: 'zuletzt aktiv' },
    spend: { high: 'hohe Ausgaben', low: 'niedrige Ausgaben' },
    store: { high: 'Filialkäufer', low: 'selten in der Filiale' },
    tenure: { high: 'langjährig', low: 'neue Kunden' },
    usage: { high: 'Vielnutzer', low: 'Wenignutzer' },
    visits: { high: 'häufige Besucher', low: 'seltene Besucher' },
    web: { high: 'Onlinekäufer', low: 'selten online' },
  } satisfies Record<string, ConceptWords>,
  high: (column) => `viel ${titleOfColumn(column)}`,
  low: (column) => `wenig ${titleOfColumn(column)}`,
  value: (column, value) => {
    if (/^(yes|true)$/i.test(value)) return `mit ${titleOfColumn(column)}`;
    if (/^(no|false)$/i.test(value)) return `ohne ${titleOfColumn(column)}`;
    return /^[\d.]+$/.test(value)
      ? `${titleOfColumn(column)} ${value}`
      : `${titleOfColumn(column)}: ${value}`;
  },
  average: 'Nahe am Durchschnitt',
  label: titleOfColumn,
  valueFor: (column, value, own, all) =>
    `${titleOfColumn(column)} ${plainValue(value)} bei ${own}, bei allen ${all}`,
  shareFor: (column, own, all) => `${titleOfColumn(column)} bei ${own}, bei allen ${all}`,
  mean: (column, own, all) => `${titleOfColumn(column)} im Mittel ${own}, insgesamt ${all}`,
  nothing: 'Nichts hebt sie deutlich vom Durchschnitt ab.',
  size: (customers, share) =>
    `${formatCount(customers)} ${customers === 1 ? 'Kunde' : 'Kunden'}, ${formatShare(share)} von allen.`,
  failures,
  recommendations: {
    k: (told) => {
      const scale = ' Spalten mit wenigen sehr großen Werten wurden zuvor logarithmisch gestaucht.';
      const [learned, all] = [told.learnedRows, told.rows].map(formatCount);
      const sample = ` Gelernt wurden sie aus ${learned} von ${all} Kunden, zufällig gezogen; zugeordnet wurden alle.`;
      return [
        told.clearGroups === false ? NO_GROUPS : '',
        told.choice === 'closest' ? sayFallback(told) : sayStable(told, told.choice),
        told.logLongTails ? scale : '',
        told.learnedRows < told.rows ? sample : '',
      ].join('');
    },
  },
} satisfies Translation<English>;

const NO_GROUPS =
  'Klare Gruppen gibt es hier nicht: Diese Kunden zu teilen trennt sie kaum besser, als eine Menge zu teilen, in der niemand ' +
  'zusammengehört. Die Segmente sind Abschnitte davon, brauchbar zum Planen, deren Grenzen auch anders liegen könnten. ';

const CHOICES = {
  only: 'Keine andere Anzahl besteht beide Prüfungen; diese erklärt',
  most: 'Von den Anzahlen, die beide Prüfungen bestehen, sagt diese am meisten, so klar wie sie trennt: Sie erklärt',
  enough:
    'Von den Anzahlen, die beide Prüfungen bestehen, sagt sie fast so viel wie jede, und weitere Segmente würden zu wenig hinzufügen: Sie erklärt',
};

function sayStable(
  { k, stability, smallestShare, explained }: RecommendationTold,
  choice: keyof typeof CHOICES,
): string {
  return (
    `${k} Segmente: Sie erscheinen wieder, wenn die Analyse an neu gezogenen Kunden wiederholt wird (Übereinstimmung ` +
    `${withDecimals(stability, 2)} von 1), und keines ist winzig (das kleinste hat ${formatShare(smallestShare)}). ` +
    `${CHOICES[choice]} ${listExplained(explained)}.`
  );
}

function listExplained({ customers, left, value }: ExplainedTold): string {
  return inARow([
    `${formatShare(customers)} der Unterschiede zwischen Kunden`,
    ...(left === null ? [] : [`${formatShare(left)} derer darin, wer abgewandert ist`]),
    ...(value === null ? [] : [`${formatShare(value)} derer darin, was sie wert sind`]),
  ]);
}

function sayFallback({ k, failures: found }: RecommendationTold): string {
  const why = found.map(({ failure, told }) => failures[failure](told)).join(' ');
  return `${k} Segmente kommen am nächsten, aber keine Anzahl besteht jede Prüfung; nehmen Sie die Grenzen als ungefähr. ${why}`;
}

/** Rounded, but never up to what it must be: 0.849 is not 0.85. */
function below(limit: number, value: number, digits: number): string {
  return withDecimals(Math.min(limit - 10 ** -digits, value), digits);
}

function plainValue(value: string): string {
  if (/^(yes|true)$/i.test(value)) return 'ja';
  return /^(no|false)$/i.test(value) ? 'nein' : `„${value}“`;
}
