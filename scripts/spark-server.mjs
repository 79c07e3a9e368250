import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';

/** The release to try and to test with, and the hash of the archive that its jars are taken from. */
const VERSION = '4.1.3';
const SHA256 = 'b600238e771e45618a58beaf9d63cfd9aa06f61ce193244cedf890a04a4409f7';
const OLDEST_JAVA = 17;

/** Quiet but for what fails, and for the line that says that the server listens. */
const LOGGING = `
rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n%ex{1}
logger.connect.name = org.apache.spark.sql.connect.service.SparkConnectServer
logger.connect.level = info
`;

const CACHE = join(homedir(), '.cache', 'holdfast', 'spark');

/** Where Spark's jars are, if they have been fetched. */
export function findSpark() {
  const home = join(CACHE, VERSION);
  return existsSync(home) ? home : null;
}

/** Why Spark cannot run here; null where it can, once its jars are there. */
export function whyNoSpark() {
  const { stderr, error } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (error) return `there is no Java; Spark ${VERSION} needs ${OLDEST_JAVA} or newer`;
  const [, major] = /version "(\d+)/.exec(stderr) ?? [];
  if (!(Number(major) >= OLDEST_JAVA))
    return `Java is ${major}; Spark ${VERSION} needs ${OLDEST_JAVA} or newer`;
  return null;
}

/**
 * Provides Spark's jars in the user's cache; they come from the Python package, of which nothing else is used.
 * @throws Error where they cannot be fetched, or are others than were pinned
 */
export async function installSpark(cache = CACHE) {
  const home = join(cache, VERSION);
  if (existsSync(home)) return home;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'fetching-'));
  try {
    const what = ['--no-deps', '--no-binary', ':all:', `pyspark==${VERSION}`, '--dest', folder];
    run('python3', ['-m', 'pip', 'download', ...what]);
    const archive = join(folder, `pyspark-${VERSION}.tar.gz`);
    const hash = createHash('sha256');
    await pipeline(createReadStream(archive), hash);
    const found = hash.digest('hex');
    if (found !== SHA256) throw new Error(`the hash of pyspark ${VERSION} is ${found}; it must be ${SHA256}`);
    run('tar', ['xzf', archive, '-C', folder, `pyspark-${VERSION}/deps/bin`, `pyspark-${VERSION}/deps/jars`]);
    // Whole or not at all: another process may be waiting for the same folder.
    if (!existsSync(home)) renameSync(join(folder, `pyspark-${VERSION}`, 'deps'), home);
    return home;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a server on this machine alone, and waits until it listens. @throws Error with its last words */
export async function startSpark({ home, memory = '2g', cores = '2', port, token = newToken() }) {
  const listen = port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-spark-'));
  writeFileSync(join(folder, 'log4j2.properties'), LOGGING);
  const settings = {
    'spark.connect.grpc.binding.address': '127.0.0.1',
    'spark.connect.grpc.binding.port': listen,
    'spark.driver.bindAddress': '127.0.0.1',
    'spark.driver.host': '127.0.0.1',
    'spark.ui.enabled': 'false',
    'spark.sql.shuffle.partitions': '4',
    'spark.local.dir': folder,
    'spark.sql.warehouse.dir': join(folder, 'warehouse'),
  };
  const server = spawn(
    join(home, 'bin', 'spark-submit'),
    [
      ...['--master', `local[${cores}]`, '--driver-memory', memory, '--name', 'holdfast'],
      ...['--class', 'org.apache.spark.sql.connect.service.SparkConnectServer'],
      ...['--driver-java-options', `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`],
      ...Object.entries(settings).flatMap(([key, value]) => ['--conf', `${key}=${value}`]),
    ],
    {
      cwd: folder,
      env: {
        ...process.env,
        SPARK_HOME: home,
        SPARK_LOCAL_IP: '127.0.0.1',
        SPARK_CONNECT_AUTHENTICATE_TOKEN: token,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  // It is not to outlive whoever started it.
  const end = () => server.kill('SIGKILL');
  process.once('exit', end);
  const said = [];
  const gone = once(server, 'exit').then(() => {
    process.off('exit', end);
    rmSync(folder, { recursive: true, force: true });
  });
  await new Promise((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      said.push(line);
      said.splice(0, said.length - 20);
      if (line.includes('Spark Connect server started')) resolve(undefined);
    });
    server.once('error', reject);
    gone.then(() => reject(new Error(`Spark did not start: ${said.join('\n')}`)), reject);
  });
  return {
    remote: `sc://127.0.0.1:${listen}/;token=${token}`,
    pid: server.pid,
    /** Ends it as it is told, at once where by SIGKILL. */
    async stop(signal = 'SIGTERM') {
      server.kill(signal);
      const impatience = setTimeout(() => server.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(impatience);
    },
  };
}

const newToken = () => randomBytes(24).toString('base64url');

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function run(program, args) {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error || status !== 0)
    throw new Error(`${program} failed: ${error?.message ?? stderr.trim().slice(-500)}`);
}
