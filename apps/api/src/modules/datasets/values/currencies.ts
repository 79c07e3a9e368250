import { CURRENCY } from './number-values.js';
import { toRegExp, toUsual } from './spelling.js';

/** Signs and words that mean one currency alone; "$" and "kr" are those of many. */
const CODES: Readonly<Record<string, string>> = {
  ...{ '€': 'EUR', euro: 'EUR', euros: 'EUR', '£': 'GBP', '₹': 'INR', '₽': 'RUB', '₺': 'TRY', '₩': 'KRW' },
  ...{ '₪': 'ILS', '₫': 'VND', '฿': 'THB', '₴': 'UAH', '₦': 'NGN', '₱': 'PHP', '₲': 'PYG', '₡': 'CRC' },
  ...{
    us$: 'USD',
    a$: 'AUD',
    au$: 'AUD',
    c$: 'CAD',
    ca$: 'CAD',
    nz$: 'NZD',
    hk$: 'HKD',
    nt$: 'TWD',
    mx$: 'MXN',
  },
  ...{ r$: 'BRL', sfr: 'CHF', zł: 'PLN', zl: 'PLN', kč: 'CZK', rp: 'IDR', tl: 'TRY', rmb: 'CNY' },
};
const CODE = /^[a-z]{3}$/;
const WORDS_OF_THREE = new Set(['lei']);

/** The sign, code or word of a currency that an amount is written with, in small letters; null without one. */
function signIn(text: string): string | null {
  if (PLAIN.test(text)) return null;
  const found = toRegExp(SIGN).exec(toUsual(text));
  return found ? found[1]!.toLowerCase().replace(/\.$/, '') : null;
}

const PLAIN = /^[-+0-9.,' ]*$/;
const SIGN = `(?:^|[-+(0-9 .,])(${CURRENCY})(?:$|[-+)0-9 .,])`;

/** The ISO code of a currency by its sign, code or word; null if it may be one of several. */
function codeOf(sign: string): string | null {
  return CODES[sign] ?? (CODE.test(sign) && !WORDS_OF_THREE.has(sign) ? sign.toUpperCase() : null);
}

/** A currency that amounts are written with. */
export interface CurrencyInUse {
  /** Null if the sign may be one of several. */
  readonly code: string | null;
  readonly count: number;
  readonly example: string;
}

/** The currencies that amounts are written with, the most frequent first; the spellings of one are one. */
export function currenciesIn(amounts: readonly string[]): CurrencyInUse[] {
  const found = new Map<string, { code: string | null; count: number; example: string }>();
  for (const example of amounts) {
    const sign = signIn(example);
    if (sign === null) continue;
    const code = codeOf(sign);
    const same = found.get(code ?? sign);
    if (same) same.count++;
    else found.set(code ?? sign, { code, count: 1, example });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}
