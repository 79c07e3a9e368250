const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const PERCENT = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const DECIMAL = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** A count or an amount, whole: "5,174". */
export function count(value: number): string {
  return withMinus(COUNT.format(value));
}

/** A number to three decimals. */
export function decimal(value: number): string {
  return withMinus(DECIMAL.format(value));
}

/** A share in 0..1 with at most one decimal: "8.2 %", "100 %". */
export function percent(share: number): string {
  return `${withMinus(PERCENT.format(100 * share))} %`;
}

/** A difference of two shares: "5.9 points". */
export function points(difference: number): string {
  return `${withMinus(PERCENT.format(100 * difference))} points`;
}

/** An amount in the currency of the dataset; "not known" without one. */
export function money(amount: number | null, currency: string | null): string {
  if (amount === null) return 'not known';
  return `${currency === null ? '' : `${currency}\u00a0`}${count(amount)}`;
}

/** A true minus sign, and none before nothing. */
function withMinus(figure: string): string {
  return figure === '-0' ? '0' : figure.replace('-', '−');
}
