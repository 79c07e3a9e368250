import { describe, expect, it } from 'vitest';
import { findFiles, publishedFolders, read } from './repository.js';

describe('the licence', () => {
  it('is named by every package', () => {
    const manifests = findFiles('*package.json');
    const licences = manifests.map((path) => (JSON.parse(read(path)) as { license?: string }).license);
    expect(new Set(licences)).toEqual(new Set(['Apache-2.0']));
  });

  it.each(publishedFolders)('is in %s as it is in the repository', (folder) => {
    expect(read(`${folder}/LICENSE`)).toBe(read('LICENSE'));
  });
});

describe('the notices beside a bundle', () => {
  it.each([
    ['packages/ml-core/dist', 'ml-pca'],
    ['apps/web/build', 'svelte'],
  ])('in %s give the licence of %s, and a text for every library', (folder, library) => {
    const [, ...notices] = read(`${folder}/THIRD-PARTY-NOTICES.txt`).split(/\n-{80}\n/);
    const own = notices.find((notice) => notice.startsWith(`${library} `));
    expect(own).toContain('Permission is hereby granted');
    expect(notices.filter((notice) => notice.length < 500).map((notice) => notice.split('\n')[0])).toEqual(
      [],
    );
  });
});
