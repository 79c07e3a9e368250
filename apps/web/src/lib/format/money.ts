import { formatNumber } from './number';

/** An amount in the unit of the dataset's own money column; whole from ten up, a true minus sign below zero. */
export function formatMoney(amount: number): string {
  const rounded = Math.abs(amount) >= 10 ? Math.round(amount) : amount;
  return rounded < 0 ? `−${formatNumber(-rounded)}` : formatNumber(rounded);
}

/** An amount with its sign, for gains and losses; "+9,200". */
export function formatGain(amount: number): string {
  return amount > 0 ? `+${formatMoney(amount)}` : formatMoney(amount);
}
