import { keepTogether } from '#lib/words/direction.ts';
import { perTag } from '#lib/words/locale.svelte.ts';
import { say } from './messages';
import { formatNumber } from './number';

const inCurrency = perTag((tag) => {
  const made = new Map<string, Intl.NumberFormat>();
  return (currency: string, whole: boolean) => {
    const key = `${currency} ${whole}`;
    const digits = whole
      ? { maximumFractionDigits: 0, minimumFractionDigits: 0 }
      : { maximumSignificantDigits: 3 };
    const format =
      made.get(key) ??
      new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay: 'code', ...digits });
    made.set(key, format);
    return format;
  };
});

/** An amount, in a currency of ISO 4217 where one is set; whole from ten up, a true minus sign below zero; "EUR 9,200". */
export function formatMoney(amount: number, currency: string | null = null): string {
  return written(amount, currency, '');
}

/** An amount with its sign, for gains and losses; "+9,200". */
export function formatGain(amount: number, currency: string | null = null): string {
  return written(amount, currency, amount > 0 ? '+' : '');
}

function written(amount: number, currency: string | null, plus: '+' | ''): string {
  const whole = Math.abs(amount) >= 10;
  const rounded = whole ? Math.round(amount) : amount;
  const size = Math.abs(rounded);
  const said = currency === null ? formatNumber(size) : inCurrency()(currency, whole).format(size);
  return keepTogether(`${rounded < 0 ? '−' : plus}${said.replaceAll('\u200f', '')}`);
}

/** What an amount of the value column is for; "" where nobody has said. */
export function formatPeriod(period: 'MONTH' | 'YEAR' | 'ORDER' | 'LIFETIME' | null): string {
  return period === null ? '' : say().period[period];
}
