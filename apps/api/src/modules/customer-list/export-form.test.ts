import { describe, expect, it } from 'vitest';
import { exportName, placesOf, readForm } from './export-form.js';

describe('the form of an export', () => {
  it('is every column with decimal points unless something else is asked for', () => {
    expect(readForm({})).toEqual({ columns: null, decimal: '.' });
    expect(readForm({ columns: '["mail, private"]', decimal: ',' })).toEqual({
      columns: ['mail, private'],
      decimal: ',',
    });
  });

  it.each([
    [{ decimal: ';' }, 'decimal is ";"; it must be "." or ",".'],
    [{ columns: 'email' }, 'columns is no list; it must be names of columns as JSON, ["email"].'],
    [{ columns: '[1]' }, 'columns is no list; it must be names of columns as JSON, ["email"].'],
  ])('is refused with both sides: %j', (form, message) => {
    expect(() => readForm(form)).toThrow(message);
  });

  it('always has the id, first, and each column once', () => {
    const all = [{ name: 'id' }, { name: 'email' }, { name: 'plan' }];
    expect(placesOf(all, null)).toEqual([0, 1, 2]);
    expect(placesOf(all, ['plan', 'email', 'plan'])).toEqual([0, 2, 1]);
    expect(placesOf(all, [])).toEqual([0]);
    expect(() => placesOf(all, ['mail'])).toThrow(
      'columns names "mail"; the columns are "id", "email", "plan".',
    );
  });

  it('names the file after dataset, list and day', () => {
    const now = new Date('2026-12-01T23:00:00Z');
    expect(exportName('Café Zoë’s shop', 'High spenders, no children', now)).toBe(
      'cafe-zoes-shop-high-spenders-no-children-2026-12-01',
    );
    expect(exportName('顧客', '', now)).toBe('dataset-customers-2026-12-01');
  });
});
