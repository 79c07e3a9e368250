import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { contentSecurityPolicy } from './security-headers.js';

it('allows the inline scripts of the page by their hash, and no other', () => {
  const code = '\n\tstart();\n';
  const hash = createHash('sha256').update(code).digest('base64');
  const policy = contentSecurityPolicy(`<script src="/a.js"></script><script type="module">${code}</script>`);
  expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
});

it('allows no inline scripts if the page has none', () => {
  expect(contentSecurityPolicy('<p></p>')).toContain("script-src 'self';");
});
