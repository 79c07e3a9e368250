import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFiles, read, root } from './repository.js';

const documents = findFiles('*.md');

/** A heading's anchor, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (path: string) =>
  [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!));

/** Whether what a link names is there: a file or a folder, and in a document the heading. */
function leads(from: string, target: string): boolean {
  const [path, anchor] = target.split('#') as [string, string?];
  const file = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(root, file))) return false;
  return anchor === undefined || anchorsOf(file).includes(anchor);
}

describe('the documents', () => {
  it.each(documents)('%s has only links that lead somewhere', (path) => {
    const links = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    const inside = links.filter((target) => !/^https?:/.test(target));
    expect(inside.filter((target) => !leads(path, target))).toEqual([]);
  });

  it('name only files and folders that are there', () => {
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/`((?:apps|packages|scripts|examples|test)\/[\w./*-]+)`/g)].map(
        ([, name]) => name!,
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !existsSync(join(root, name.replace(/\*.*$/, ''))))).toEqual([]);
  });
});

describe('together they', () => {
  it('have a row for every slice', () => {
    const architecture = read('ARCHITECTURE.md');
    const slices = readdirSync(join(root, 'apps/api/src/modules'));
    expect(slices.filter((slice) => !architecture.includes(`\`${slice}\``))).toEqual([]);
  });

  it('say of every library why it is there', () => {
    const catalog = read('pnpm-workspace.yaml').split('catalog:\n')[1]!.split(/^\S/m)[0]!;
    const libraries = [...catalog.matchAll(/^ {2}'?([@\w/.-]+)'?: /gm)].map(([, name]) => name!);
    expect(libraries.length).toBeGreaterThan(50);
    const [, table] = read('README.md').split('## What we stand on');
    const isNamed = (name: string) => table!.includes(name) || table!.includes(`${name.split('/')[0]}/*`);
    expect(libraries.filter((name) => !name.startsWith('@types/') && !isNamed(name))).toEqual([]);
  });
});
