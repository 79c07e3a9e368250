import { keepTogether } from '#lib/words/direction.ts';
import { formatFixed } from './number';
import { formatRange } from './range';

/** A share in 0..1 as per cent, to two significant digits or whole; "8.2 %", "31 %", "<0.1 %". */
export function formatPercent(share: number): string {
  const percent = Math.abs(share * 100);
  if (percent > 0 && percent < 0.1) return keepTogether(`<${formatFixed(0.1, 1)} %`);
  return withSign(share, formatFixed(percent, percent < 9.95 && percent > 0 ? 1 : 0));
}

/** A share as the tick of an axis: whole; "5 %". */
export function formatTick(share: number): string {
  return withSign(share, formatFixed(Math.abs(share * 100), 0));
}

/** A share shown with its uncertainty: always one decimal; "20.5 %". */
export function formatRate(share: number): string {
  return withSign(share, formatFixed(Math.abs(share * 100), 1));
}

/** An interval of shares, in the precision of `formatRate`; "19.7 to 21.4 %". */
export function formatRateRange(low: number, high: number): string {
  return formatRange(formatFixed(low * 100, 1), formatRate(high));
}

function withSign(share: number, digits: string): string {
  return keepTogether(`${share < 0 ? '−' : ''}${digits} %`);
}
