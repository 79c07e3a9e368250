import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../', import.meta.url));

/** Where a side is meant and not a direction of reading: a place in a picture, whose axes run the same way everywhere. */
const MEANT = new Set(['lib/charts/Tip.svelte: style:left']);

const PHYSICAL =
  /(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius|(?<!-)(?:left|right)|(?:text-align|float|clear)\s*:\s*(?:left|right))(?=\s*[:;])/g;
const FOUR_SIDES = /(?<![\w-])(?:margin|padding|inset|border-width)\s*:\s*([^;]+);/g;

/** Parts of a value, with what stands in brackets kept whole. */
const partsOf = (value: string) => value.trim().match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];

/** What the styles of a file say of left and right. */
function sidesIn(source: string, file: string): string[] {
  const markup = file.endsWith('.css') ? '' : source.replaceAll(/<(style|script)[\s\S]*?<\/\1>/g, '');
  const styles = file.endsWith('.css')
    ? source
    : [...source.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style]) => style).join('\n');
  const plain = styles.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return [
    ...[...plain.matchAll(PHYSICAL)].map(([found]) => found),
    ...[...plain.matchAll(FOUR_SIDES)]
      .filter(([, value]) => {
        const [, right, , left] = partsOf(value!);
        return left !== undefined && left !== right;
      })
      .map(([found]) => found),
    ...[...markup.matchAll(/style:(?:[\w-]+-)?(?:left|right)(?==)/g)].map(([found]) => found),
  ];
}

describe('the styles of the dashboard', () => {
  it('follow the direction of reading: start and end, not left and right', () => {
    const files = globSync('{lib,routes}/**/*.{svelte,css}', { cwd: SRC }).map((file) =>
      file.replaceAll('\\', '/'),
    );
    const found = files.flatMap((file) =>
      sidesIn(readFileSync(join(SRC, file), 'utf8'), file).map((side) => `${file}: ${side}`),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(found.filter((side) => !MEANT.has(side))).toEqual([]);
    expect(found.filter((side) => MEANT.has(side))).toEqual([...MEANT]);
  });
});

describe('a side', () => {
  const inStyle = (style: string) => sidesIn(`<style>p { ${style} }</style>`, 'P.svelte');

  it('is a property, a value or one of four lengths', () => {
    expect(inStyle('margin-left: 1px;')).toEqual(['margin-left']);
    expect(inStyle('left: 0; border-top-right-radius: 2px;')).toEqual(['left', 'border-top-right-radius']);
    expect(inStyle('text-align: right; float: left;')).toEqual(['text-align: right', 'float: left']);
    expect(inStyle('padding: 1px 2px 3px calc(1px + 2px);')).toHaveLength(1);
    expect(sidesIn('<b style:margin-left="2px"></b>', 'B.svelte')).toEqual(['style:margin-left']);
  });

  it('is no class, no logical property and nothing that is the same on both', () => {
    expect(inStyle('margin-inline-start: 1px; text-align: start; padding: 1px 2px 3px 2px;')).toEqual([]);
    expect(sidesIn('<style>.left { text-align: end; }</style>', 'P.svelte')).toEqual([]);
    expect(inStyle('background: linear-gradient(to left, red, blue) center;')).toEqual([]);
  });
});
