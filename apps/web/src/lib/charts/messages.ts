import { formatCount } from '#lib/format/number.ts';
import { insideSentence } from '#lib/format/words.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  customers: 'Customers',
  allCustomers: 'All customers',
  /** The name of a column inside a sentence. */
  feature: insideSentence,
  axis: (more: string, less: string) =>
    [...(more ? [`more ${more}`] : []), ...(less ? [`less ${less}`] : [])].join('; '),
  map: {
    customers: 'Customers on the map',
    plain: 'Plain map',
    move: 'Move the map',
    draw: 'Draw around customers',
    closer: 'Closer',
    away: 'Further away',
    whole: 'The whole map',
  },
  histogram: {
    range: (name: string, from: string, to: string) => `${name} ${from} to ${to}`,
  },
  waterfall: {
    average: 'Average customer',
    own: 'This customer',
    less: (event: string) => `← less likely to ${event}`,
    more: (event: string) => `more likely to ${event} →`,
    smaller: (contributions: number) => `${contributions} smaller contributions`,
  },
  asPicture: (title: string) => `View as picture: ${title}`,
  asTable: (title: string) => `View as table: ${title}`,
  takeAlong: (title: string) => `Take along: ${title}`,
  copyTable: 'Copy table',
  copyPicture: 'Copy picture',
  tableCopied: 'The table is on the clipboard.',
  pictureCopied: 'The picture is on the clipboard.',
  noPicture: 'The browser could not create the image.',
  notCopied: 'The browser does not let this page write to the clipboard. Download it instead.',
  firstRows: (shown: number, all: number) =>
    `The first ${shown} of ${formatCount(all)} rows. The CSV download has them all.`,
};

export type English = typeof english;
export const say = dictionary('lib/charts', english);
