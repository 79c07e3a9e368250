import type { Translation } from '../../platform/words/dictionary.js';
import { inARow } from '../../platform/words/figures.js';
import { eventInGerman } from '../churn/index.js';
import { formatCount, formatShare } from '../segmentation/index.js';
import type { ArmName, ArmTold, Chance, EffectTold, English, MissingTold, RatesTold } from './messages.en.js';
import { hundredths, inPoints } from './points.js';

const BALANCED = {
  segment: 'jedem Segment',
  'risk band': 'jeder Risikostufe',
  'third of value': 'jedem Drittel nach Wert',
} as const;

const CHANCES: Readonly<Record<Chance, string>> = {
  sure: '',
  maybe: '; das kann Zufall sein',
  maybeStill: '; das kann noch Zufall sein, denn ein Urteil muss halten, wie oft man auch nachsieht',
};

const GROUPS = { segments: 'Segmenten', bands: 'Risikostufen' } as const;

export default {
  made: {
    audience: (name, whom) => `Zielgruppe „${name}“: ${whom}`,
    strategies: (titles, whom) => `${titles.map((title) => `„${title}“`).join(', ')}: ${whom.join('; ')}.`,
    byGain: (sentence, campaign) =>
      `${sentence.replace(/\.$/, '')}; davon jene, die nach „${campaign}“ voraussichtlich mehr bringen, als ein Kontakt kostet.`,
  },
  draw: {
    nobody: 'Es gibt keine Kontrollgruppe.',
    drawn: (seed, kept, balanced) => {
      const drawn =
        kept === 0
          ? `Die Kontrollgruppe wurde mit dem Startwert ${seed} zufällig gezogen`
          : `${kept === 1 ? 'Ein Kunde ist' : `${formatCount(kept)} Kunden sind`} wieder in der Gruppe, in die eine frühere Liste mit dem Startwert ${seed} ${kept === 1 ? 'ihn' : 'sie'} gelost hatte; aus den übrigen wurde die Kontrollgruppe zufällig gezogen`;
      return balanced.length === 0
        ? `${drawn}, aus allen gleich.`
        : `${drawn}, aus ${inARow(balanced.map((by) => BALANCED[by]))} derselbe Anteil (geschichtet).`;
    },
  },
  plan: {
    nobodyLeft: (contacted) =>
      `Alle ${formatCount(contacted)} werden angesprochen, und es gibt keine Kontrollgruppe: Was der Kontakt bewirkt, lässt sich nicht messen.`,
    nothing: (contacted, heldOut, rises) =>
      `${sizes(contacted, heldOut)} würde selbst ${rises ? 'der größte' : 'ein vollständiger'} Erfolg wahrscheinlich nicht sichtbar; mit mehr Kunden oder einer größeren Kontrollgruppe schon.`,
    smallest: ({ contacted, heldOut, from, to, words, rises }) =>
      `${sizes(contacted, heldOut)} würden 4 von 5 solchen Kampagnen zeigen, wenn der Anteil derer, die ${eventInGerman(words).whoDid}, ` +
      `von ${formatShare(from)} auf ${formatShare(to)} oder noch weiter ${rises ? 'steigt' : 'sinkt'}; eine kleinere Wirkung bliebe oft unbemerkt.`,
  },
  effect: {
    noHoldOut: 'Es gab keine Kontrollgruppe; was der Kontakt bewirkt hat, lässt sich daher nicht sagen.',
    tooFew: (missing) => `Noch lässt sich nichts sagen: ${capital(missingWords(missing))}.`,
    unbalanced: ({ contacted, holdOut }) =>
      `Die Gruppen lassen sich nicht vergleichen: Ergebnisse kamen von ${knownShare(contacted)} der Angesprochenen und von ${knownShare(holdOut)} der Kontrollgruppe zurück.`,
    known: (effect, isAdjusted, chance) =>
      `${difference(effect, 'contacted', 'holdOut')}${isAdjusted ? ', unter Berücksichtigung ihrer früheren Bewertungen' : ''}${CHANCES[chance]}.`,
  },
  missing: ({ contacted, holdOut }, missing) => {
    const known = `Ergebnisse sind bekannt von ${formatCount(contacted.known)} der ${formatCount(contacted.customers)} Angesprochenen`;
    const both = `${known} und von ${formatCount(holdOut.known)} der ${formatCount(holdOut.customers)} in der Kontrollgruppe`;
    return missing === null ? `${both}.` : `${both}; ${missingWords(missing)}.`;
  },
  bands: { HIGH: 'Hohes Risiko', MEDIUM: 'Mittleres Risiko', LOW: 'Geringes Risiko' },
  differences: {
    noHoldOut: 'Es gab keine Kontrollgruppe, mit der sich vergleichen ließe.',
    tooFew: 'Es sind zu wenige Ergebnisse bekannt, um zu sagen, bei wem es besser wirkte.',
    none: 'Kein Unterschied zwischen Kunden nachweisbar: Eine Wirkung für alle passt zu dem, was bekannt ist.',
    between: (groups) =>
      `Die Wirkung unterscheidet sich zwischen ${groups.map((name) => GROUPS[name]).join(' und zwischen ')} stärker, als der Zufall erklärt.`,
  },
  arms: {
    unknown: (treated, control) =>
      `Zu ${TO[treated]} neben ${TO[control]} lässt sich noch nichts sagen: Nötig sind Ergebnisse von beiden.`,
    tooFew: (treated, control, more) =>
      `Zu ${TO[treated]} neben ${TO[control]} lässt sich noch nichts sagen: Nötig sind Ergebnisse von ${formatCount(more.treated)} und ${formatCount(more.control)} weiteren.`,
    unbalanced: (treated, control, [one, other]) =>
      `${capital(THE[treated])} und ${THE[control]} lassen sich nicht vergleichen: Ergebnisse kamen von ${wholeShare(one)} und ${wholeShare(other)} zurück.`,
    known: (treated, control, effect, isSure) =>
      `${difference(effect, treated, control)}${isSure ? '' : CHANCES.maybe}.`,
  },
  uplift: {
    unknownBefore:
      'Von zu wenigen Kunden der Liste ist aufgehoben, wie sie davor waren; danach lassen sie sich also nicht unterscheiden.',
    waiting: 'Es gibt genug Ergebnisse; gleich wird gemessen.',
    tooFew: ({ needed, known }) =>
      `Um Kunden zu unterscheiden, braucht es ${formatCount(needed.outcomes)} Ergebnisse, ${formatCount(needed.arm)} aus jeder Gruppe und ${formatCount(needed.rarer)} jeder Art; ` +
      `bekannt sind ${formatCount(known.contacted)} von Angesprochenen und ${formatCount(known.holdOut)} aus der Kontrollgruppe, davon ${formatCount(known.rarer)} der selteneren Art.`,
    differs: (half, other, { words, rises }) => {
      const change = (effect: number) =>
        `${inPoints(Math.abs(effect))} Punkte ${effect >= 0 === rises ? 'höher' : 'niedriger'}`;
      return (
        `Der Kontakt wirkt bei manchen mehr als bei anderen: Bei der Hälfte, bei der am meisten zu erwarten war, ist der Anteil derer, ` +
        `die ${eventInGerman(words).whoDid}, dadurch ${change(half)}, bei der anderen Hälfte ${change(other)}.`
      );
    },
    same: (own, low, high) =>
      `Kein Unterschied zwischen Kunden nachweisbar: Nach der erwarteten Wirkung gereiht bringen sie ${hundredths(own)} Punkte (${hundredths(low)} bis ${hundredths(high)}) mehr als in zufälliger Reihenfolge.`,
  },
  apart: {
    unknown: 'Noch lässt sich nichts sagen: Nötig sind Ergebnisse aus beiden Gruppen.',
    tooFew: (rates, heldOut, others) =>
      `${ratesOf(rates)}; noch lässt sich nichts sagen: Nötig sind Ergebnisse von ${formatCount(heldOut)} weiteren der Kontrollgruppe und ${formatCount(others)} weiteren der übrigen.`,
    unbalanced: (rates, heldOut, others) =>
      `${ratesOf(rates)}; sie lassen sich nicht vergleichen, denn Ergebnisse kamen von ${knownShare(heldOut)} und ${knownShare(others)} zurück.`,
    known: (rates, gap, isSure) =>
      `${ratesOf(rates)}: ein Unterschied von ${points(gap.difference)} (${inPoints(gap.low)} bis ${inPoints(gap.high)})${isSure ? '' : CHANCES.maybe}.`,
  },
} satisfies Translation<English>;

/** In which of them something is so. */
const IN: Readonly<Record<ArmName, string>> = {
  contacted: 'bei den Angesprochenen',
  asUsual: 'bei den wie üblich Behandelten',
  holdOut: 'in der Kontrollgruppe',
};

/** After "zu" and "neben". */
const TO: Readonly<Record<ArmName, string>> = {
  contacted: 'den Angesprochenen',
  asUsual: 'den wie üblich Behandelten',
  holdOut: 'der Kontrollgruppe',
};

const THE: Readonly<Record<ArmName, string>> = {
  contacted: 'die Angesprochenen',
  asUsual: 'die wie üblich Behandelten',
  holdOut: 'die Kontrollgruppe',
};

const sizes = (contacted: number, heldOut: number) =>
  `Bei ${formatCount(contacted)} Angesprochenen und ${formatCount(heldOut)} in der Kontrollgruppe`;

function missingWords({ contacted, holdOut, isTooSmall }: MissingTold): string {
  const parts = [
    ...(contacted > 0 ? [`von ${more(contacted)} Angesprochenen`] : []),
    ...(holdOut > 0 ? [`von ${more(holdOut)} aus der Kontrollgruppe`] : []),
  ];
  return `nötig sind Ergebnisse ${parts.join(' und ')}${isTooSmall ? ', mehr, als es gibt: Die Liste ist zu klein' : ''}`;
}

const more = (count: number) => (count === 1 ? 'einem weiteren' : `${formatCount(count)} weiteren`);

function difference(
  { uplift, low, high, words, rises }: EffectTold,
  treated: ArmName,
  control: ArmName,
): string {
  const [from, to] = uplift < 0 ? [-high, -low] : [low, high];
  return (
    `Der Anteil derer, die ${eventInGerman(words).whoDid}, ist ${IN[treated]} um ${points(Math.abs(uplift))} ` +
    `${uplift > 0 === rises ? 'höher' : 'niedriger'} als ${IN[control]} (${inPoints(from)} bis ${inPoints(to)})`
  );
}

function points(difference: number): string {
  const size = inPoints(difference);
  return `${size} ${size === '1' ? 'Punkt' : 'Punkte'}`;
}

function ratesOf({ heldOut, others, words }: RatesTold): string {
  return `Aus der allgemeinen Kontrollgruppe ${eventInGerman(words).happenedTo(formatShare(heldOut))}, von den übrigen Kunden ${formatShare(others)}`;
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const knownShare = ({ known, customers }: ArmTold) => formatShare(customers === 0 ? 0 : known / customers);
const wholeShare = ({ known, customers }: ArmTold) => formatShare(known / customers);
