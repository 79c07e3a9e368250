import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isSubnet } from './address-list.js';
import { StartupError } from './errors/startup-error.js';

/** What an operator can set. This file is the only reader of the environment. */
export interface Config {
  /** Port of the HTTP server; 0 lets the system choose. */
  readonly port: number;
  /** Address that the server listens on. */
  readonly host: string;
  /** Absolute path of the folder that holds everything durable: uploads, snapshots, the embedded database. */
  readonly dataDir: string;
  /** The bucket that holds column files and exports, so that processes on several machines share them; null for `dataDir`. */
  readonly store: StoreConfig | null;
  /** URL of the operator's own PostgreSQL; null for the embedded one under `dataDir`. */
  readonly databaseUrl: string | null;
  /** The same database for the role that owns its tables, which migrates; null if that is the role of `databaseUrl`. */
  readonly databaseOwnerUrl: string | null;
  /** Whether an empty installation imports the generated sample and analyses it. */
  readonly sampleData: boolean;
  /** The engine: our own learning core, the ml.js libraries as a slow, independent second opinion, or Apache Spark. */
  readonly engine: 'local' | 'reference' | 'spark';
  /** Where Spark is, with its token; null unless the engine is Spark. */
  readonly sparkRemote: string | null;
  /** Under which address others reach this installation, for links in what is sent; without a slash at its end. */
  readonly publicUrl: string;
  /** The provider of OpenID Connect by which people may sign in; null for none. */
  readonly openId: OpenIdConfig | null;
  /** Inner networks that webhooks may be sent to, such as 10.1.0.0/16; the public ones need no mention. */
  readonly webhookAllow: readonly string[];
  /** Addresses and networks of proxies that are believed whom they pass on, such as 10.0.0.5. */
  readonly trustedProxies: readonly string[];
  /** Origins of other sites whose pages may ask with an API key, such as https://shop.example.com. */
  readonly corsOrigins: readonly string[];
  /** What the process does: everything, serve without taking jobs, or take jobs and serve nothing. */
  readonly role: 'all' | 'api' | 'worker';
  /** Seconds for which a stopping process still serves, and says that it is not ready, so that balancers turn away first. */
  readonly drainSeconds: number;
  readonly limits: Limits;
  /** Where metrics are served, at a port of their own; null for nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Where traces are sent by OTLP over HTTP, and by which name; null for nowhere. */
  readonly traces: { readonly endpoint: string; readonly serviceName: string } | null;
}

/** A bucket of S3, or of what speaks as S3 does. Who we are to it is found where AWS's programs look: AWS_ACCESS_KEY_ID and others. */
export interface StoreConfig {
  readonly bucket: string;
  /** What all names begin with: empty, or with a slash at its end. */
  readonly prefix: string;
  /** Where it is; null for AWS. */
  readonly endpoint: string | null;
  readonly region: string;
  /** Whether the bucket is named in the path of addresses, not in their host. */
  readonly pathStyle: boolean;
  /** Bytes of it that this machine keeps at most. */
  readonly cacheBytes: number;
}

/** A provider of OpenID Connect, and whom it lets in. */
export interface OpenIdConfig {
  /** Its address, without a slash at its end; what it can do is at /.well-known/openid-configuration below. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button to sign in says, after "Sign in with". */
  readonly label: string;
  /** Domains of verified e-mail addresses that are let in without an invitation, in lower case; none: only who was invited. */
  readonly domains: readonly string[];
  /** What whoever was let in by their domain may do. */
  readonly role: 'VIEWER' | 'ANALYST' | 'ADMIN';
}

/** How much of the machine one process may use. */
export interface Limits {
  /** PostgreSQL connections in the pool that serves requests. */
  readonly databaseConnections: number;
  /** PostgreSQL connections that look sessions up. */
  readonly sessionConnections: number;
  /** Jobs that run at a time; heavy ones also wait for memory and cores. */
  readonly jobsAtOnce: number;
  /** Threads that one heavy job computes with. */
  readonly threads: number;
  /** Memory for all heavy jobs together, in bytes. */
  readonly jobMemory: number;
  /** Memory for reading or writing one file, in bytes; the rest goes to disk. */
  readonly fileMemory: number;
  /** Seconds that a request to /graphql may take. */
  readonly queryTimeout: number;
  /** What the queries of one key or user may cost in a second, on average over ten. */
  readonly queryRate: number;
  /** Jobs of one kind that one key or user may have waiting or running. */
  readonly jobsPerCaller: number;
  /** Bytes of uploads that one key or user may have waiting. */
  readonly uploadQuota: number;
  /** Bytes of the disk that uploads leave free, for the database. */
  readonly diskReserve: number;
  /** Subscriptions that may be open on one socket. */
  readonly subscriptionsPerSocket: number;
  /** Subscriptions that one key or user may have open in this process. */
  readonly subscriptionsPerCaller: number;
}

const GIGABYTE = 1024 ** 3;
const UNITS: Readonly<Record<string, number>> = { MB: 1024 ** 2, GB: GIGABYTE };

/** A whole number within a range. */
function count(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);
}

/** A size such as "512MB", in bytes. */
function size() {
  return z
    .string()
    .regex(/^[1-9]\d{0,6}(MB|GB)$/)
    .transform((text) => Number.parseInt(text, 10) * UNITS[text.slice(-2)]!);
}

/** A port; 0 lets the system choose. */
function port() {
  return z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((value) => value <= 65_535);
}

/** Whether a text is an origin as browsers name it. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** An address on this machine, where nobody listens in. */
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/;

const environment = z.object({
  PORT: port().default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  STORE: z
    .string()
    .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w./-]*)?$/)
    .optional(),
  STORE_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  STORE_REGION: z.string().min(1).default('us-east-1'),
  STORE_PATH_STYLE: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(false),
  STORE_CACHE: size().default(10 * GIGABYTE),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./)
    .nullable()
    .default(null),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./)
    .nullable()
    .default(null),
  SAMPLE_DATA: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(true),
  ENGINE: z.enum(['local', 'reference', 'spark']).default('local'),
  SPARK_REMOTE: z
    .string()
    .regex(/^sc:\/\/[^/;\s]+(\/\S*)?$/)
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OPENID_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith('https:') || LOOPBACK.test(url))
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  OPENID_CLIENT_ID: z.string().min(1).optional(),
  OPENID_CLIENT_SECRET: z.string().min(1).optional(),
  OPENID_LABEL: z.string().min(1).max(40).default('your organisation'),
  OPENID_DOMAINS: z
    .string()
    .transform((text) => text.split(',').map((domain) => domain.trim().toLowerCase()))
    .refine((domains) => domains.every((domain) => DOMAIN.test(domain)))
    .default([]),
  OPENID_ROLE: z.enum(['VIEWER', 'ANALYST', 'ADMIN']).default('VIEWER'),
  WEBHOOK_ALLOW: z
    .string()
    .transform((text) => text.split(',').map((subnet) => subnet.trim()))
    .refine((subnets) => subnets.every(isSubnet))
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((subnet) => subnet.trim()))
    .refine((subnets) => subnets.every(isSubnet))
    .optional(),
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .refine((origins) => origins.every(isOrigin))
    .default([]),
  DATABASE_CONNECTIONS: count(1, 1000).default(20),
  SESSION_CONNECTIONS: count(1, 100).default(4),
  JOBS_AT_ONCE: count(1, 64).default(2),
  THREADS: count(1, 1024).optional(),
  JOB_MEMORY: size().optional(),
  FILE_MEMORY: size().default(GIGABYTE),
  QUERY_TIMEOUT: count(1, 3600).default(30),
  QUERY_RATE: count(3000, 999_999).default(80_000),
  JOBS_PER_CALLER: count(1, 10_000).default(20),
  UPLOAD_QUOTA: size().default(10 * GIGABYTE),
  DISK_RESERVE: size().default(GIGABYTE),
  SUBSCRIPTIONS_PER_SOCKET: count(1, 10_000).default(100),
  SUBSCRIPTIONS_PER_CALLER: count(1, 100_000).default(200),
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  DRAIN_SECONDS: count(0, 300).default(0),
  METRICS_PORT: port().optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_SERVICE_NAME: z.string().min(1).default('holdfast'),
});

/** What each variable must be, for error messages; a value that may be a secret is not repeated. */
const EXPECTED: Record<keyof z.input<typeof environment>, string> = {
  PORT: 'a whole number, 0..65535',
  HOST: 'an address or host name to listen on, e.g. 127.0.0.1',
  DATA_DIR: 'the path of a folder',
  STORE: 's3://bucket or s3://bucket/folder',
  STORE_ENDPOINT: 'an address like https://s3.example.com',
  STORE_REGION: 'the name of a region, e.g. eu-central-1',
  STORE_PATH_STYLE: '"true" or "false"',
  STORE_CACHE: 'a size like "10GB" or "512MB"',
  DATABASE_URL: 'postgres://user:password@host:port/database',
  DATABASE_OWNER_URL: 'postgres://user:password@host:port/database',
  SAMPLE_DATA: '"true" or "false"',
  ENGINE: '"local", "reference" or "spark"',
  SPARK_REMOTE: 'an address like sc://host:15002/;token=…',
  PUBLIC_URL: 'an address like https://holdfast.example.com',
  OPENID_ISSUER: 'an https address like https://login.example.com',
  OPENID_CLIENT_ID: 'the name of Holdfast at the provider of OPENID_ISSUER',
  OPENID_CLIENT_SECRET: 'the secret of OPENID_CLIENT_ID',
  OPENID_LABEL: 'a name of 1..40 characters',
  OPENID_DOMAINS: 'domains like example.com, separated by commas',
  OPENID_ROLE: '"VIEWER", "ANALYST" or "ADMIN"',
  WEBHOOK_ALLOW: 'networks like 10.1.0.0/16, separated by commas',
  TRUSTED_PROXIES: 'addresses or networks like 10.0.0.5 or 10.1.0.0/16, separated by commas',
  CORS_ORIGINS: 'origins like https://shop.example.com, separated by commas',
  DATABASE_CONNECTIONS: 'a whole number, 1..1000',
  SESSION_CONNECTIONS: 'a whole number, 1..100',
  JOBS_AT_ONCE: 'a whole number, 1..64',
  THREADS: 'a whole number, 1..1024',
  JOB_MEMORY: 'a size like "4GB" or "512MB"',
  FILE_MEMORY: 'a size like "1GB" or "512MB"',
  QUERY_TIMEOUT: 'a whole number of seconds, 1..3600',
  QUERY_RATE: 'a whole number, 3000..999999',
  JOBS_PER_CALLER: 'a whole number, 1..10000',
  UPLOAD_QUOTA: 'a size like "10GB" or "512MB"',
  DISK_RESERVE: 'a size like "1GB" or "512MB"',
  SUBSCRIPTIONS_PER_SOCKET: 'a whole number, 1..10000',
  SUBSCRIPTIONS_PER_CALLER: 'a whole number, 1..100000',
  ROLE: '"all", "api" or "worker"',
  DRAIN_SECONDS: 'a whole number of seconds, 0..300',
  METRICS_PORT: 'a whole number, 0..65535',
  METRICS_HOST: 'an address or host name to listen on, e.g. 127.0.0.1',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'an address like http://127.0.0.1:4318',
  OTEL_SERVICE_NAME: 'a name',
};

/** What is said instead of a value that may hold a password or a token. */
const SECRETS: Partial<Record<keyof typeof EXPECTED, string>> = {
  DATABASE_URL: 'not a PostgreSQL URL',
  DATABASE_OWNER_URL: 'not a PostgreSQL URL',
  SPARK_REMOTE: 'not an address of Spark',
  OPENID_CLIENT_SECRET: 'no secret',
};

/** The name of every variable that is read. */
export const VARIABLES: readonly string[] = Object.keys(EXPECTED);

/**
 * Reads the configuration; a variable that is not set takes its default.
 * @throws StartupError naming each bad variable, its value and what it must be.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const result = environment.safeParse(env);
  if (!result.success) {
    const names = [...new Set(result.error.issues.map((issue) => issue.path[0] as keyof typeof EXPECTED))];
    throw new StartupError(names.map((name) => refusal(name, env[name] ?? '')).join(' '));
  }
  const { PORT, HOST, DATA_DIR, DATABASE_URL, DATABASE_OWNER_URL, SAMPLE_DATA } = result.data;
  const { ENGINE, SPARK_REMOTE } = result.data;
  if (ENGINE === 'spark' && SPARK_REMOTE === undefined) {
    throw new StartupError(
      `ENGINE is "spark" and SPARK_REMOTE is not set; it must be ${EXPECTED.SPARK_REMOTE}.`,
    );
  }
  const { PUBLIC_URL = `http://${HOST}:${PORT}`, WEBHOOK_ALLOW = [], TRUSTED_PROXIES = [] } = result.data;
  const { DATABASE_CONNECTIONS, SESSION_CONNECTIONS, JOBS_AT_ONCE, THREADS, JOB_MEMORY, FILE_MEMORY } =
    result.data;
  const { QUERY_TIMEOUT, QUERY_RATE, JOBS_PER_CALLER, UPLOAD_QUOTA, DISK_RESERVE } = result.data;
  const { SUBSCRIPTIONS_PER_SOCKET, SUBSCRIPTIONS_PER_CALLER } = result.data;
  const { ROLE, DRAIN_SECONDS } = result.data;
  const { METRICS_PORT, METRICS_HOST, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME } = result.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    store: readStore(result.data),
    databaseUrl: DATABASE_URL,
    databaseOwnerUrl: DATABASE_OWNER_URL,
    sampleData: SAMPLE_DATA,
    engine: ENGINE,
    sparkRemote: ENGINE === 'spark' ? SPARK_REMOTE! : null,
    publicUrl: PUBLIC_URL,
    openId: readOpenId(result.data),
    webhookAllow: WEBHOOK_ALLOW,
    trustedProxies: TRUSTED_PROXIES,
    corsOrigins: result.data.CORS_ORIGINS,
    role: ROLE,
    drainSeconds: DRAIN_SECONDS,
    metrics: METRICS_PORT === undefined ? null : { host: METRICS_HOST, port: METRICS_PORT },
    traces:
      OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? null
        : { endpoint: OTEL_EXPORTER_OTLP_ENDPOINT, serviceName: OTEL_SERVICE_NAME },
    limits: {
      databaseConnections: DATABASE_CONNECTIONS,
      sessionConnections: SESSION_CONNECTIONS,
      jobsAtOnce: JOBS_AT_ONCE,
      // One core stays with the thread that answers requests.
      threads: THREADS ?? Math.max(1, availableParallelism() - 1),
      jobMemory: JOB_MEMORY ?? machineMemory() / 2,
      fileMemory: FILE_MEMORY,
      queryTimeout: QUERY_TIMEOUT,
      queryRate: QUERY_RATE,
      jobsPerCaller: JOBS_PER_CALLER,
      uploadQuota: UPLOAD_QUOTA,
      diskReserve: DISK_RESERVE,
      subscriptionsPerSocket: SUBSCRIPTIONS_PER_SOCKET,
      subscriptionsPerCaller: SUBSCRIPTIONS_PER_CALLER,
    },
  };
}

function readStore(data: z.output<typeof environment>): StoreConfig | null {
  if (data.STORE === undefined) return null;
  const [bucket, ...folders] = data.STORE.slice('s3://'.length).split('/');
  const prefix = folders.filter((folder) => folder !== '').join('/');
  return {
    bucket: bucket!,
    prefix: prefix && `${prefix}/`,
    endpoint: data.STORE_ENDPOINT ?? null,
    region: data.STORE_REGION,
    pathStyle: data.STORE_PATH_STYLE,
    cacheBytes: data.STORE_CACHE,
  };
}

/** @throws StartupError where a part of it is missing */
function readOpenId(data: z.output<typeof environment>): OpenIdConfig | null {
  const { OPENID_ISSUER, OPENID_CLIENT_ID, OPENID_CLIENT_SECRET } = data;
  if (OPENID_ISSUER === undefined) return null;
  if (OPENID_CLIENT_ID === undefined || OPENID_CLIENT_SECRET === undefined) {
    const name = OPENID_CLIENT_ID === undefined ? 'OPENID_CLIENT_ID' : 'OPENID_CLIENT_SECRET';
    throw new StartupError(`OPENID_ISSUER is set and ${name} is not; it must be ${EXPECTED[name]}.`);
  }
  return {
    issuer: OPENID_ISSUER,
    clientId: OPENID_CLIENT_ID,
    clientSecret: OPENID_CLIENT_SECRET,
    label: data.OPENID_LABEL,
    domains: data.OPENID_DOMAINS,
    role: data.OPENID_ROLE,
  };
}

/** The memory of the machine, or of the container if it has less. */
function machineMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}

function refusal(name: keyof typeof EXPECTED, value: string): string {
  const shown = SECRETS[name] ?? `"${value}"`;
  return `${name} is ${shown}; it must be ${EXPECTED[name]}.`;
}
