import { formatCount } from '#lib/format/number.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  customers: 'Kunden',
  allCustomers: 'Alle Kunden',
  feature: (name) => name,
  axis: (more, less) => [...(more ? [`mehr ${more}`] : []), ...(less ? [`weniger ${less}`] : [])].join('; '),
  map: {
    customers: 'Kunden auf der Karte',
    plain: 'Einfache Karte',
    move: 'Karte verschieben',
    draw: 'Kunden umkreisen',
    closer: 'Näher',
    away: 'Weiter weg',
    whole: 'Die ganze Karte',
  },
  histogram: {
    range: (name, from, to) => `${name} ${from} bis ${to}`,
  },
  waterfall: {
    average: 'Durchschnittskunde',
    own: 'Dieser Kunde',
    less: (event) => `← wird eher nicht ${event}`,
    more: (event) => `wird eher ${event} →`,
    smaller: (contributions) => `${contributions} kleinere Beiträge`,
  },
  asPicture: (title) => `Als Bild zeigen: ${title}`,
  asTable: (title) => `Als Tabelle zeigen: ${title}`,
  takeAlong: (title) => `Mitnehmen: ${title}`,
  copyTable: 'Tabelle kopieren',
  copyPicture: 'Bild kopieren',
  tableCopied: 'Die Tabelle liegt in der Zwischenablage.',
  pictureCopied: 'Das Bild liegt in der Zwischenablage.',
  noPicture: 'Der Browser konnte das Bild nicht erzeugen.',
  notCopied:
    'Der Browser lässt diese Seite nicht in die Zwischenablage schreiben. Laden Sie es stattdessen herunter.',
  firstRows: (shown, all) =>
    `Die ersten ${shown} von ${formatCount(all)} Zeilen. Der CSV-Download enthält alle.`,
} satisfies Translation<English>;
