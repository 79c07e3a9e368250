import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { speaking } from '../../platform/words/spoken.js';
import { sayStep } from './say-step.js';

const MODULES = fileURLToPath(new URL('..', import.meta.url));
const REPORTED = /progress\([^,()]+(?:\([^)]*\)[^,]*)?, (['`])([^'`]+)\1/g;

/** Every step that a job reports, with a number for what it tells. */
const steps = globSync('**/*.ts', { cwd: MODULES })
  .filter((file) => !file.includes('.test'))
  .flatMap((file) => [...readFileSync(join(MODULES, file), 'utf8').matchAll(REPORTED)])
  .map(([, , step]) =>
    step!
      .replaceAll(/\$\{inWords[^}]*\}/g, 'a random forest with class weights')
      .replaceAll(/\$\{[^}]*\}/g, '1200'),
  );

describe('a step of a job', () => {
  it('is found in the source', () => {
    expect(steps.length).toBeGreaterThan(20);
  });

  it.each(steps)('is translated: %s', (step) => {
    expect(speaking('en-XA', () => sayStep(step))).toContain('⟦');
    expect(speaking('de', () => sayStep(step))).not.toBe(step);
    expect(sayStep(step)).toBe(step);
  });

  it('tells its numbers as the language writes them', () => {
    expect(speaking('de', () => sayStep('Valuing 1200 customers'))).toBe('1.200 Kunden werden bewertet');
    expect(speaking('de', () => sayStep('Learning from shuffled outcomes, 3 of 39'))).toBe(
      'Lernen aus vertauschten Ergebnissen, 3 von 39',
    );
    expect(speaking('de', () => sayStep('a step of a plugin'))).toBe('a step of a plugin');
  });
});
