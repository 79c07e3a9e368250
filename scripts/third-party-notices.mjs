import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The file that stands beside a bundle and holds the notices. */
const NOTICES_FILE = 'THIRD-PARTY-NOTICES.txt';
const LICENSE_FILE = /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i;
const RULE = `\n${'-'.repeat(80)}\n`;

/**
 * A plugin for Rolldown and Vite that writes the licences of all third-party code in a bundle beside it. The list comes
 * from the bundle itself, so it is complete and never out of date. A package without any licence fails the build.
 */
export function thirdPartyNotices() {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((output) => output.moduleIds ?? []);
      const source = noticesOf(packagesOf(modules));
      if (source !== null) this.emitFile({ type: 'asset', fileName: NOTICES_FILE, source });
    },
  };
}

/** The folders of the packages that these modules come from, each once. */
function packagesOf(modules) {
  const folders = modules
    .filter((id) => id.includes('/node_modules/'))
    .map((id) => folderOfPackage(id.replace(/^\0/, '').replace(/\?.*$/, '')));
  return [...new Set(folders)];
}

/** The nearest folder above a module whose manifest has a name: some packages have nameless ones further down. */
function folderOfPackage(path) {
  const folder = dirname(path);
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name) return folder;
  if (folder === path) throw new Error(`No package.json was found above ${path}.`);
  return folderOfPackage(folder);
}

/** The text of the notices, in the order of the packages' names; null where there is nothing to say. */
function noticesOf(folders) {
  if (folders.length === 0) return null;
  const notices = folders.map(noticeOf).sort();
  return [`This bundle contains code of ${notices.length} other projects.\n`, ...notices].join(RULE);
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => LICENSE_FILE.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (!license && texts.length === 0) throw new Error(`${name} is bundled and has no licence.`);
  return [`${name} ${version} (${license ?? 'see below'})`, ...texts].join('\n\n').concat('\n');
}
