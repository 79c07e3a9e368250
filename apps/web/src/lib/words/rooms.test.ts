import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findTexts, findTextsInScript } from './find-texts.test-support';

const SRC = fileURLToPath(new URL('../../', import.meta.url));

/** Dictionaries, and what is said to nobody. */
const LEFT_OUT = /\.test(-support)?\.ts$|(^|\/)(messages(\.\w+)?|glossary|arabic-count)\.ts$/;
const files = globSync('{lib,routes}/**/*.{svelte,ts}', { cwd: SRC })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !LEFT_OUT.test(file));

function textsOf(file: string): string[] {
  const source = readFileSync(join(SRC, file), 'utf8');
  return file.endsWith('.svelte') ? findTexts(source) : findTextsInScript(source);
}

describe('the texts of the dashboard', () => {
  it('stand in dictionaries', () => {
    const offences = files.flatMap((file) => textsOf(file).map((text) => `${file}: ${text}`));
    expect(offences).toEqual([]);
  });
});

describe('what is a text', () => {
  const said = (markup: string, script = '') => findTexts(`<script lang="ts">${script}</script>${markup}`);

  it('is what stands between tags, and in attributes that are read', () => {
    expect(said('<p>Nobody left</p>')).toEqual(['Nobody left']);
    expect(said('<input placeholder="name" class="wide" />')).toEqual(['name']);
    expect(said('<Card title="Churn"><kbd>Enter</kbd></Card>')).toEqual(['Churn']);
  });

  it('is what an expression or a script says', () => {
    expect(said(`<b>{on ? 'On' : 'off by now'}</b>`)).toEqual(['On', 'off by now']);
    expect(said('', `const columns = [{ name: 'File' }]`)).toEqual(['File']);
    expect(said('', 'const reading = `the first $' + '{n} of them`')).toEqual(['the first', 'of them']);
  });

  it('is no name of a key, a value or a type, and no look', () => {
    expect(said(`{#if key === 'Enter'}<b style:left="2px" class="small">–</b>{/if}`)).toEqual([]);
    expect(
      said('', `import { say } from './messages'; type Way = 'Up' | 'Down'; const kind = 'churn-model'`),
    ).toEqual([]);
    expect(said('', 'const shader = glsl`uniform vec4 view;`')).toEqual([]);
    expect(said('<p>{say().title} · 12</p>')).toEqual([]);
  });
});
