import type { Translation } from '../../platform/words/dictionary.js';
import { dayOf, inFigures } from '../../platform/words/figures.js';
import type { English } from './messages.en.js';

const STATES = { QUIET: 'ruhig', WATCH: 'beobachten', ALERT: 'Alarm' };

const THEN = {
  relieves:
    'sie löst das eingesetzte Modell ab, wenn sie an denselben Kunden nicht schlechter ist, als der Zufall erklärt, denn dieses hält nicht mehr, was es versprach',
  promotes:
    'sie wird eingesetzt, wenn sie an denselben Kunden besser ist, als der Zufall erklärt, sonst wartet sie als Kandidat',
  waits: 'sie wartet als Kandidat, bis jemand sie einsetzt',
};

export default {
  never: () => 'Nicht neu trainiert: Trainiert wird nur, wenn jemand es verlangt.',
  state: (state) => `Nicht neu trainiert: Die Prüfung ergab „${STATES[state]}“.`,
  tooFew: (outcomes, wanted) =>
    `Nicht neu trainiert: Es gibt ${inFigures(outcomes)} neue Ergebnisse; nötig sind ${inFigures(wanted)}.`,
  lately: (day) =>
    `Nicht neu trainiert: Für die Prüfung vom ${dayOf(new Date(day))} wurde schon ein Modell trainiert; das nächste frühestens eine Woche danach.`,
  refused: (why) => `Nicht neu trainiert: ${why}`,
  trained: ({ version, outcomes, then }) =>
    `Version ${version} wird trainiert, weil ${outcomes === null ? 'die Prüfung Alarm ergab' : `es ${inFigures(outcomes)} Ergebnisse gibt`}; ${THEN[then]}.`,
} satisfies Translation<English>;
