import { formatNumber } from './number';

/** An amount, in a currency of ISO 4217 where one is set; whole from ten up, a true minus sign below zero; "EUR 9,200". */
export function formatMoney(amount: number, currency: string | null = null): string {
  const rounded = Math.abs(amount) >= 10 ? Math.round(amount) : amount;
  const unit = currency === null ? '' : `${currency}\u00a0`;
  return `${rounded < 0 ? '−' : ''}${unit}${formatNumber(Math.abs(rounded))}`;
}

/** An amount with its sign, for gains and losses; "+9,200". */
export function formatGain(amount: number, currency: string | null = null): string {
  return amount > 0 ? `+${formatMoney(amount, currency)}` : formatMoney(amount, currency);
}

const PERIODS = {
  MONTH: 'a month',
  YEAR: 'a year',
  ORDER: 'an order',
  LIFETIME: 'paid so far',
} as const;

/** What an amount of the value column is for; "" where nobody has said. */
export function formatPeriod(period: keyof typeof PERIODS | null): string {
  return period === null ? '' : PERIODS[period];
}
