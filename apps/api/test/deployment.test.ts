import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig, VARIABLES } from '../src/platform/config.js';
import { Fleet, type Member } from './fleet.js';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

interface Service {
  readonly environment?: Record<string, string>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Record<string, { readonly condition: string }>;
  readonly stop_grace_period?: string;
}

const instructions: Instruction[] = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => /^(\w+) (.*)$/.exec(line)!)
  .map(([, name, rest]) => ({ name: name!, rest: rest! }));
const build = instructions.slice(
  0,
  instructions.findLastIndex(({ name }) => name === 'FROM'),
);
const final = instructions.slice(build.length);
const argumentsOf = (name: string, among = final) =>
  among.filter((instruction) => instruction.name === name).map(({ rest }) => rest);

const { services, volumes } = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: object;
};
const ours = ['api1', 'api2', 'worker'];

describe('the image', () => {
  const copied = argumentsOf('COPY', build).flatMap((rest) => rest.split(' ').slice(0, -1));
  let release: string;
  let fleet: Fleet;
  const members: Member[] = [];

  beforeAll(async () => {
    release = mkdtempSync(join(tmpdir(), 'holdfast-release-'));
    // The steps after the build, which whoever runs these tests has made as the Dockerfile does.
    for (const step of argumentsOf('RUN', build).slice(-2)) {
      execFileSync('sh', ['-ec', step.replaceAll('/release', release)], { cwd: ROOT, stdio: 'pipe' });
    }
    fleet = await Fleet.create(join(release, commandOf(argumentsOf('CMD')[0]!)[1]!));
    for (const name of ours) {
      const { ROLE } = services[name]!.environment!;
      members.push(await fleet.start(ROLE as 'api' | 'worker'));
    }
  });
  afterAll(async () => {
    await fleet?.remove();
    rmSync(release, { recursive: true, force: true });
  });

  function commandOf(text: string): string[] {
    return JSON.parse(text.replace(/^.*?\[/, '[')) as string[];
  }

  /** The exit code of its health check, in the environment of a process. */
  function healthOf(env: Record<string, string>): Promise<number> {
    const [, ...args] = commandOf(argumentsOf('HEALTHCHECK')[0]!.replace(/^.*CMD /, ''));
    return new Promise((resolve) => {
      execFile(process.execPath, args, { env }, (error) => resolve(error === null ? 0 : Number(error.code)));
    });
  }

  it('is built from files that are there, and from every package that the lockfile names', () => {
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const { importers } = parse(read('pnpm-lock.yaml')) as { importers: object };
    const missing = Object.keys(importers).filter((importer) => {
      const path = join(importer, 'package.json');
      return !copied.some((from) => path === from || path.startsWith(`${from}/`));
    });
    expect(missing).toEqual([]);
  });

  it('has what the final stage takes beside the release, the licence among it', () => {
    const own = argumentsOf('COPY').filter((rest) => !rest.startsWith('--from='));
    const taken = own.flatMap((rest) => rest.split(' ').slice(0, -1));
    expect(taken).toContain('LICENSE');
    expect(taken.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('copies no folder of sources by a name that is left out of the build', () => {
    const left = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('**/'))
      .map((line) => line.slice(3));
    expect(left).toContain('dist');
    const sources = ['apps', 'packages'].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name, 'src')),
    );
    const folders = sources.flatMap((path) =>
      readdirSync(path, { withFileTypes: true, recursive: true }).filter((one) => one.isDirectory()),
    );
    expect(folders.length).toBeGreaterThan(100);
    expect(folders.filter(({ name }) => left.includes(name))).toEqual([]);
  });

  it('has pnpm where Turbo looks for it, which the image of Node has not', () => {
    expect(argumentsOf('ENV', build)).toEqual(['PATH=/build/node_modules/.bin:$PATH']);
    const kinds = build.map(({ name, rest }) => (name === 'RUN' && rest.includes('turbo') ? 'turbo' : name));
    expect(kinds.indexOf('ENV')).toBeLessThan(kinds.indexOf('turbo'));
    expect(existsSync(join(ROOT, 'node_modules/.bin/pnpm'))).toBe(true);
  });

  it('runs the build by names that exist', () => {
    const [install, compile] = argumentsOf('RUN', build);
    expect(install).toContain('install --frozen-lockfile');
    const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
    expect(packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+$/);
    for (const [, program] of compile!.matchAll(/(node_modules\/\.bin\/\w+)/g)) {
      expect(existsSync(join(ROOT, program!))).toBe(true);
    }
    for (const [, name] of compile!.matchAll(/--filter=@holdfast\/(\w+)/g)) {
      expect(existsSync(join(ROOT, 'apps', name!, 'package.json'))).toBe(true);
    }
  });

  it('is that of the Node that everything else runs on, and runs as nobody in particular', () => {
    expect(instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest.split(' ')[0])).toEqual([
      'node:24-bookworm-slim',
      'node:24-bookworm-slim',
    ]);
    expect(argumentsOf('USER')).toEqual(['node']);
    const kinds = final.map(({ name }) => name);
    expect(kinds.indexOf('USER')).toBeLessThan(kinds.indexOf('CMD'));
  });

  it('holds what runs, the dashboard included, and no sources', () => {
    expect(existsSync(join(release, 'apps/web/build/index.html'))).toBe(true);
    expect(existsSync(join(release, 'apps/api/src'))).toBe(false);
    expect(existsSync(join(release, 'apps/api/node_modules/vitest'))).toBe(false);
  });

  it('serves and works, and its health check tells who does from who does not', async () => {
    const portOf = (url: string) => new URL(url).port;
    for (const [index, name] of ours.entries()) {
      const { url, metricsUrl } = members[index]!;
      const ROLE = services[name]!.environment!.ROLE!;
      const PORT = url === '' ? '' : portOf(url);
      expect(await healthOf({ ROLE, PORT, METRICS_PORT: portOf(metricsUrl) }), name).toBe(0);
    }
    const [{ url }] = members as [Member];
    expect((await fetch(url, { headers: { accept: 'text/html' } })).status).toBe(200);
    await members[0]!.kill();
    expect(await healthOf({ ROLE: 'api', PORT: portOf(url) })).toBe(1);
  });
});

describe('the compose file', () => {
  it('sets variables that exist to values that are taken', () => {
    for (const name of ours) {
      const { environment = {} } = services[name]!;
      expect(Object.keys(environment).filter((variable) => !VARIABLES.includes(variable))).toEqual([]);
      const given = Object.entries(environment).map(([variable, value]) => [
        variable,
        value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1').replaceAll(/\$\{[^}]*\}/g, 'secret'),
      ]);
      expect(readConfig(Object.fromEntries(given)).role).toBe(environment.ROLE);
    }
  });

  it('starts two that serve and one that works once the database answers, and lets them end in order', () => {
    expect(ours.map((name) => services[name]!.environment!.ROLE)).toEqual(['api', 'api', 'worker']);
    for (const name of ours) {
      const { depends_on, environment, stop_grace_period, volumes: mounts } = services[name]!;
      expect(depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
      expect(mounts).toEqual(['data:/data']);
      // What a stop may take at most: the time that it still serves, and that of an orderly end.
      expect(Number.parseInt(stop_grace_period!, 10)).toBeGreaterThan(
        Number(environment!.DRAIN_SECONDS) + 25,
      );
    }
    expect(Object.keys(volumes)).toContain('data');
  });

  it('publishes what people use to this machine alone, and neither metrics nor the database', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
    expect(ports.map((port) => port.split(':').at(-1))).toEqual(['4000', '4000', '3000']);
    expect(read('compose.yaml')).not.toMatch(/PASSWORD: (?!\$\{)/);
  });

  it('has Prometheus ask every process, and Grafana find the dashboard', () => {
    const { scrape_configs } = parse(read('deploy/prometheus.yaml')) as {
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    };
    const targets = scrape_configs.flatMap(({ static_configs }) =>
      static_configs.flatMap(({ targets }) => targets),
    );
    expect(targets).toEqual(ours.map((name) => `${name}:${services[name]!.environment!.METRICS_PORT}`));
    const mounts = ['prometheus', 'grafana'].flatMap((name) => services[name]!.volumes!);
    expect(
      mounts.map((mount) => mount.split(':')[0]!).filter((path) => !existsSync(join(ROOT, path))),
    ).toEqual([]);
    const { providers } = parse(read('deploy/grafana/provisioning/dashboards/holdfast.yaml')) as {
      providers: { options: { path: string } }[];
    };
    expect(mounts).toContain(`./deploy/grafana/dashboards:${providers[0]!.options.path}:ro`);
    const { datasources } = parse(read('deploy/grafana/provisioning/datasources/prometheus.yaml')) as {
      datasources: { url: string }[];
    };
    expect(Object.keys(services)).toContain(new URL(datasources[0]!.url).hostname);
  });
});
