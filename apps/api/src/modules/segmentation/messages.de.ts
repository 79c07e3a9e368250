import type { Translation } from '../../platform/words/dictionary.js';
import { inARow } from '../../platform/words/figures.js';
import { titleOfColumn } from '../feature-matrix/index.js';
import type { English } from './messages.en.js';
import { formatCount, formatNumber, formatShare } from './naming/format-figure.js';

export default {
  events: {
    split: (name, parts) =>
      `„${name}“ wurde geteilt in ${inARow(parts.map((part) => `„${part.name}“ (${formatShare(part.share)})`))}.`,
    merged: (name, parts) =>
      `„${name}“ ist zusammengesetzt aus ${inARow(parts.map((part) => `„${part.name}“ (${formatShare(part.share)} davon)`))}.`,
    kept: ({ before, now, share, customersBefore, customersNow }) => {
      const had = `${formatShare(share)} von ${formatCount(customersBefore)} Kunden`;
      const renamed = before === now ? '' : `, heißt jetzt „${now}“`;
      return `„${before}“ behielt ${had}${renamed} und hat nun ${formatCount(customersNow)}.`;
    },
    gone: (name, to) =>
      `„${name}“ gibt es nicht mehr${to === null ? '' : `; die meisten seiner Kunden sind in „${to}“`}.`,
    born: (name, from) =>
      `„${name}“ ist neu, die meisten darin ${from === null ? 'waren zuvor nicht da' : `kommen aus „${from}“`}.`,
  },
  outlier: (column, value, end) =>
    `${titleOfColumn(column)} ist ${formatNumber(value)}; alle gewöhnlichen Werte ${end.isHigh ? 'enden' : 'beginnen'} bei ${formatNumber(end.at)}, und so zählt er auch.`,
} satisfies Translation<English>;
