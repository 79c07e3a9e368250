import type { ExpectedOfModel, ExpectedQuality } from '@holdfast/ml-core';
import type { Translation } from '../../../platform/words/dictionary.js';
import { inARow, inFigures, withDecimals } from '../../../platform/words/figures.js';
import { eventInGerman } from '../../churn/index.js';
import type { MonitoringAlert } from '../monitoring.enums.js';
import { percent, short } from './figures.js';
import type { English, Happening, PromiseTold, ReportTold } from './messages.en.js';

export default {
  sentence: (told) => {
    const broken = told.promise ? promiseOf(told.promise) : '';
    const drift = broken !== '' && told.state === 'QUIET' ? '' : driftOf(told);
    return [broken, drift].filter(Boolean).join(' ');
  },
  kept: promiseOf,
  advice: (told) => {
    if (told.promise && told.state !== 'ALERT')
      return 'Was Kunden tun, hat sich mehr geändert als wie sie aussehen. Trainieren Sie das Modell neu, mit denen, deren Ergebnis bekannt ist; trauen Sie bis dahin seiner Reihenfolge und seinen Wahrscheinlichkeiten weniger.';
    if (told.state === 'QUIET') return 'Es gibt nichts zu tun.';
    if (told.state === 'WATCH') return 'Sehen Sie nach, ob das so gewollt ist; tun müssen Sie nichts.';
    if (told.defect)
      return `Prüfen Sie ${inARow(told.named.map(quoted))} zuerst dort, woher die Daten kommen: Ein Modell, das mit falschen Werten trainiert wird, lernt sie.`;
    return !told.promise && told.alerts.every((alert) => alert === 'MONEY')
      ? 'Das Modell ist, was es war. Sehen Sie sich die Wertspalte an und wer die wertvollsten Kunden sind.'
      : 'Wenn die Kunden jetzt so sind, trainieren Sie das Modell neu, mit denen, deren Ergebnis bekannt ist.';
  },
  column: {
    asItWas: (column) => `„${column}“ ist wie zuvor: Niemand ist neu oder hat einen anderen Wert.`,
    asFarAsChance: (column) => `„${column}“ ist wie zuvor, soweit es der Zufall zulässt.`,
    happened: (column, happenings) =>
      `„${column}“: ${happenings.map(happeningOf).join('; ')}.`.replace('?.', '?'),
    blanks: (column, now, past) => `„${column}“: ${percent(now)} ohne Wert, zuvor ${percent(past)}.`,
    yes: (column, past, now) =>
      `„${column}“: Ja ging von ${percent(past)} auf ${percent(now)} derer mit einem Wert.`,
    level: (column, level, past, now) =>
      `„${column}“: „${level}“ ging von ${percent(past)} auf ${percent(now)} der Kunden.`,
    otherwise: (column) => `„${column}“ ist anders verteilt als zuvor.`,
    sameMedian: (column, median) =>
      `„${column}“ ist anders verteilt als zuvor, um denselben Median von ${median}.`,
    median: (column, past, now) => `„${column}“: Der Median ging von ${past} auf ${now}.`,
  },
  cells: {
    none: 'kein Wert',
    no: 'nein',
    yes: 'ja',
    any: 'irgendein Wert',
    other: 'andere',
    below: (end) => `unter ${end}`,
    orMore: (start) => `ab ${start}`,
    between: (start, end) => `${start} bis ${end}`,
  },
} satisfies Translation<English>;

function driftOf(told: ReportTold): string {
  const { state, alerts, quality, words, changed } = told;
  if (state === 'QUIET') {
    return changed === 0
      ? 'Niemand ist neu oder hat sich geändert, seit das Modell gelernt hat.'
      : 'Die Kunden sind wie die, aus denen das Modell gelernt hat, soweit es der Zufall zulässt.';
  }
  const moved = told.named.length > 0;
  if (state === 'WATCH') {
    const what = moved ? `Verschoben: ${movedOf(told)}` : 'Einige Spalten haben sich zusammen verschoben';
    const why = told.unused
      ? 'das Modell nutzt nichts davon'
      : quality === null
        ? 'ob das Modell dadurch schlechter wird, lässt sich nicht sagen: Zu wenige Ergebnisse sind bekannt'
        : `das Modell reiht voraussichtlich so gut wie zuvor (AUC ${auc(quality.rocAuc.value)}; sie war ${auc(quality.past.rocAuc)})`;
    return `${what}; ${why}.`;
  }
  const sayings = { RANKING: ranking, RATE: rate, MONEY: money } as const;
  const costs = alerts.map((alert) => sayings[alert](quality!, words));
  return `${costs.join(', und ')}${moved ? `; verschoben: ${movedOf(told)}` : ''}.`;
}

function promiseOf({ outcomes, broken, words, ...figures }: PromiseTold): string {
  const of = `${inFigures(outcomes)} Kunden, deren Ergebnis bekannt ist`;
  const [shown, expected] = [auc(figures.rocAuc), auc(figures.expectedRocAuc)];
  const sayings: Partial<Record<MonitoringAlert, string>> = {
    RANKING: `Die ${of}, wurden schlechter gereiht, als von ihnen zu erwarten war: eine AUC von ${shown} statt mindestens ${expected}.`,
    RATE: `Von den ${of}, ${eventInGerman(words).happenedTo(percent(figures.rate))}, vorhergesehen waren ${percent(figures.expectedRate)}.`,
  };
  if (broken.length > 0) return broken.map((what) => sayings[what]).join(' ');
  return `Das Modell hält, was es versprochen hat, soweit es ${of}, zeigen: eine AUC von ${shown}; gerade von ihnen waren mindestens ${expected} zu erwarten.`;
}

function movedOf({ named, more }: ReportTold): string {
  const names = named.map(quoted);
  return more > 0 ? `${names.join(', ')} und ${more} weitere Spalten` : inARow(names);
}

function happeningOf(happening: Happening): string {
  switch (happening.kind) {
    case 'unit':
      return `Der Median ging von ${happening.before} auf ${happening.after}, ${times(happening.factor)}: eine andere Einheit?`;
    case 'blanks':
      return `${percent(happening.now)} ohne Wert, zuvor ${percent(happening.past)}`;
    case 'unseen':
      return `${percent(happening.share)} mit Werten, die es nie gab: ${happening.levels.map(quoted).join(', ')}`;
  }
}

function times(factor: number): string {
  return factor >= 1 ? `das ${short(factor)}-Fache` : `ein ${short(1 / factor)}-tel davon`;
}

function ranking({ rocAuc, past }: ExpectedQuality): string {
  return `Kunden werden schlechter gereiht: Zu erwarten ist eine AUC von ${auc(rocAuc.value)} (${auc(rocAuc.low)} bis ${auc(rocAuc.high)}), sie war ${auc(past.rocAuc)}`;
}

function rate(
  { rate: now, past, meanProbability, rateChange, calibrationChange }: ExpectedQuality,
  words: ReportTold['words'],
): string {
  const { infinitive, happenedTo } = eventInGerman(words);
  if (Math.abs(rateChange.value) >= Math.abs(calibrationChange.value)) {
    return `${percent(now.value)} (${percent(now.low)} bis ${percent(now.high)}) werden voraussichtlich ${infinitive}, von denen, aus denen das Modell gelernt hat, ${happenedTo(percent(past.rate))}`;
  }
  return `Die mittlere Wahrscheinlichkeit ging von ${percent(past.meanProbability)} auf ${percent(meanProbability)}, was solche Kunden nicht bestätigen`;
}

function money({ money: moved }: ExpectedOfModel): string {
  const { past, now, change } = moved!;
  const size = `${percent(Math.abs(change.value))} ${change.value < 0 ? 'weniger' : 'mehr'}`;
  return `${size} steht je Kunde auf dem Spiel: Wahrscheinlichkeit × Wert ist im Mittel ${amount(now)}, zuvor ${amount(past)}`;
}

const amount = (value: number) => inFigures(value, { maximumSignificantDigits: 3 });
const auc = (value: number) => withDecimals(value, 2);
const quoted = (name: string) => `„${name}“`;
