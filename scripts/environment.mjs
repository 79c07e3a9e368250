import { delimiter, dirname, join } from 'node:path';
import { findNode } from './pinned-node.mjs';

/** The root of the repository. */
export const root = dirname(import.meta.dirname);

/** npm's settings that pnpm must see as well; it warns of the others, which npm hands down in the environment. */
const KEPT_NPM_SETTINGS = /^npm_config_(registry|userconfig|cache|cafile|proxy|https_proxy|noproxy)$/i;

/**
 * The environment for the tools of the repository: the workspace's own programs and the Node to run them on first on
 * the path, nothing sent home.
 */
export function toolEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_/i.test(name) || KEPT_NPM_SETTINGS.test(name),
  );
  const env = Object.fromEntries(kept);
  const path = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const node = findNode() ?? process.execPath;
  env[path] = [join(root, 'node_modules', '.bin'), dirname(node), env[path]].join(delimiter);
  return {
    ...env,
    COREPACK_ENABLE_STRICT: '0',
    DO_NOT_TRACK: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
  };
}
