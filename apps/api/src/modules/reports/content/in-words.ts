const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** A count or an amount, whole: "5,174". */
export function count(value: number): string {
  return COUNT.format(value);
}

/** A number to three decimals. */
export function decimal(value: number): string {
  return DECIMAL.format(value);
}

/** A share in 0..1 with one decimal: "8.2 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** An amount in the currency of the dataset; "not known" without one. */
export function money(amount: number | null, currency: string | null): string {
  if (amount === null) return 'not known';
  return `${currency === null ? '' : `${currency}\u00a0`}${count(amount)}`;
}

/** A share with its interval: "8.2 % (7.4 to 9.1)". */
export function interval(value: number, low: number, high: number): string {
  return `${percent(value)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}
