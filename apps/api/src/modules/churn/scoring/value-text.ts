/** An attribute's value as text: dates as days, numbers to four digits, null if missing. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? String(Number.isInteger(value) ? value : Number(value.toPrecision(4)))
      : null;
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}
