import { describe, expect, it } from 'vitest';
import { decimal, percent } from './in-words.js';
import { renderReport } from './render-report.js';

const imprint = { madeAt: new Date('2024-05-01T10:20:30Z'), until: null };

describe('a report as a page', () => {
  it('writes whatever others named as text', () => {
    const page = renderReport(
      {
        title: '<script>alert(1)</script>',
        dataset: 'a "quoted" & \'odd\' name',
        sections: [
          {
            title: 'T',
            table: { head: ['<h>'], rows: [['<r>', '&amp;']] },
            bars: [{ name: '<n>', share: 7, text: '<t>' }],
          },
        ],
        assumptions: ['<a>'],
      },
      imprint,
    );
    expect(page).not.toMatch(/<script|<h>|<r>|<n>|<t>|<a>/);
    expect(page).toContain('a &#34;quoted&#34; &#38; &#39;odd&#39; name');
    expect(page).toContain('as of 2024-05-01 10:20 UTC');
    expect(page).toContain('width:100%');
  });

  it('has figures with a true minus sign, and none before nothing', () => {
    expect([decimal(-0.6141), decimal(-0.0001), percent(1), percent(0.0823)]).toEqual([
      '−0.614',
      '0',
      '100 %',
      '8.2 %',
    ]);
  });
});
