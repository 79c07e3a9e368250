import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.js';
import { StartupError } from './errors/startup-error.js';

describe('readConfig', () => {
  it('uses the defaults if nothing is set', () => {
    expect(readConfig({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      dataDir: resolve('.data'),
      databaseUrl: null,
      databaseOwnerUrl: null,
      store: null,
      sampleData: true,
      engine: 'local',
      sparkRemote: null,
      publicUrl: 'http://127.0.0.1:4000',
      openId: null,
      webhookAllow: [],
      trustedProxies: [],
      corsOrigins: [],
      role: 'all',
      drainSeconds: 0,
      metrics: null,
      traces: null,
      limits: {
        databaseConnections: 20,
        sessionConnections: 4,
        jobsAtOnce: 2,
        threads: expect.any(Number),
        jobMemory: expect.any(Number),
        fileMemory: 1024 ** 3,
        queryTimeout: 30,
        queryRate: 80_000,
        jobsPerCaller: 20,
        uploadQuota: 10 * 1024 ** 3,
        diskReserve: 1024 ** 3,
        subscriptionsPerSocket: 100,
        subscriptionsPerCaller: 200,
      },
    });
  });

  it('uses what is set', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      DATA_DIR: '/srv/holdfast',
      DATABASE_URL: 'postgres://app:pw@db:5432/app',
      DATABASE_OWNER_URL: 'postgres://owner:pw@db:5432/app',
      SAMPLE_DATA: 'false',
      ENGINE: 'reference',
      PUBLIC_URL: 'https://holdfast.example.com/',
      WEBHOOK_ALLOW: '10.1.0.0/16, fd00::/8,127.0.0.1',
      DATABASE_CONNECTIONS: '5',
      SESSION_CONNECTIONS: '2',
      JOBS_AT_ONCE: '4',
      THREADS: '3',
      JOB_MEMORY: '6GB',
      FILE_MEMORY: '512MB',
      QUERY_TIMEOUT: '10',
      QUERY_RATE: '5000',
      JOBS_PER_CALLER: '3',
      UPLOAD_QUOTA: '2GB',
      DISK_RESERVE: '100MB',
      TRUSTED_PROXIES: '10.0.0.5, fd00::/8',
      CORS_ORIGINS: 'https://shop.example.com, http://localhost:3000',
      ROLE: 'api',
      DRAIN_SECONDS: '15',
      METRICS_PORT: '9464',
      METRICS_HOST: '10.0.0.7',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_SERVICE_NAME: 'shop',
      SUBSCRIPTIONS_PER_SOCKET: '20',
      SUBSCRIPTIONS_PER_CALLER: '40',
    });
    expect(config).toEqual({
      port: 0,
      host: '0.0.0.0',
      dataDir: resolve('/srv/holdfast'),
      databaseUrl: 'postgres://app:pw@db:5432/app',
      databaseOwnerUrl: 'postgres://owner:pw@db:5432/app',
      store: null,
      sampleData: false,
      engine: 'reference',
      sparkRemote: null,
      publicUrl: 'https://holdfast.example.com',
      openId: null,
      webhookAllow: ['10.1.0.0/16', 'fd00::/8', '127.0.0.1'],
      trustedProxies: ['10.0.0.5', 'fd00::/8'],
      corsOrigins: ['https://shop.example.com', 'http://localhost:3000'],
      role: 'api',
      drainSeconds: 15,
      metrics: { host: '10.0.0.7', port: 9464 },
      traces: { endpoint: 'http://collector:4318', serviceName: 'shop' },
      limits: {
        databaseConnections: 5,
        sessionConnections: 2,
        jobsAtOnce: 4,
        threads: 3,
        jobMemory: 6 * 1024 ** 3,
        fileMemory: 512 * 1024 ** 2,
        queryTimeout: 10,
        queryRate: 5000,
        jobsPerCaller: 3,
        uploadQuota: 2 * 1024 ** 3,
        diskReserve: 100 * 1024 ** 2,
        subscriptionsPerSocket: 20,
        subscriptionsPerCaller: 40,
      },
    });
  });

  it.each([
    ['PORT', '70000', 'PORT is "70000"; it must be a whole number, 0..65535.'],
    ['PORT', '4000x', 'PORT is "4000x"; it must be a whole number, 0..65535.'],
    ['ROLE', 'both', 'ROLE is "both"; it must be "all", "api" or "worker".'],
    ['METRICS_PORT', 'x', 'METRICS_PORT is "x"; it must be a whole number, 0..65535.'],
    ['PORT', '', 'PORT is ""; it must be a whole number, 0..65535.'],
    ['SAMPLE_DATA', 'yes', 'SAMPLE_DATA is "yes"; it must be "true" or "false".'],
    ['JOBS_AT_ONCE', '0', 'JOBS_AT_ONCE is "0"; it must be a whole number, 1..64.'],
    ['JOB_MEMORY', '4', 'JOB_MEMORY is "4"; it must be a size like "4GB" or "512MB".'],
    ['UPLOAD_QUOTA', '0GB', 'UPLOAD_QUOTA is "0GB"; it must be a size like "10GB" or "512MB".'],
    ['DISK_RESERVE', 'no', 'DISK_RESERVE is "no"; it must be a size like "1GB" or "512MB".'],
    [
      'PUBLIC_URL',
      'example.com',
      'PUBLIC_URL is "example.com"; it must be an address like https://holdfast.example.com.',
    ],
    ['STORE', '/srv', 'STORE is "/srv"; it must be s3://bucket or s3://bucket/folder.'],
    [
      'OPENID_ISSUER',
      'http://login.example.com',
      'OPENID_ISSUER is "http://login.example.com"; it must be an https address like https://login.example.com.',
    ],
    [
      'OPENID_DOMAINS',
      'example.com,*',
      'OPENID_DOMAINS is "example.com,*"; it must be domains like example.com, separated by commas.',
    ],
    [
      'WEBHOOK_ALLOW',
      '10.0.0.0/33',
      'WEBHOOK_ALLOW is "10.0.0.0/33"; it must be networks like 10.1.0.0/16, separated by commas.',
    ],
    [
      'WEBHOOK_ALLOW',
      'localhost',
      'WEBHOOK_ALLOW is "localhost"; it must be networks like 10.1.0.0/16, separated by commas.',
    ],
    ...['*', 'https://shop.example.com/', 'shop.example.com'].map((origins) => [
      'CORS_ORIGINS',
      origins,
      `CORS_ORIGINS is "${origins}"; it must be origins like https://shop.example.com, separated by commas.`,
    ]),
    ['ENGINE', 'abacus', 'ENGINE is "abacus"; it must be "local", "reference" or "spark".'],
    [
      'SPARK_REMOTE',
      'http://host/;token=secret',
      'SPARK_REMOTE is not an address of Spark; it must be an address like sc://host:15002/;token=….',
    ],
  ])('refuses %s=%s by name', (name, value, message) => {
    expect(() => readConfig({ [name]: value })).toThrow(new StartupError(message));
  });

  it('takes the address of Spark with the engine, and wants it then', () => {
    const remote = 'sc://spark.example.com:15002/;token=secret';
    const { engine, sparkRemote } = readConfig({ ENGINE: 'spark', SPARK_REMOTE: remote });
    expect({ engine, sparkRemote }).toEqual({ engine: 'spark', sparkRemote: remote });
    expect(readConfig({ SPARK_REMOTE: remote }).sparkRemote).toBeNull();
    expect(() => readConfig({ ENGINE: 'spark' })).toThrow(
      new StartupError(
        'ENGINE is "spark" and SPARK_REMOTE is not set; it must be an address like sc://host:15002/;token=….',
      ),
    );
  });

  it('takes a bucket apart', () => {
    expect(readConfig({ STORE: 's3://customers' }).store).toEqual({
      bucket: 'customers',
      prefix: '',
      endpoint: null,
      region: 'us-east-1',
      pathStyle: false,
      cacheBytes: 10 * 1024 ** 3,
    });
    const other = {
      STORE_ENDPOINT: 'http://127.0.0.1:9000',
      STORE_REGION: 'eu-central-1',
      STORE_CACHE: '1GB',
    };
    expect(
      readConfig({ STORE: 's3://customers/hold/fast/', STORE_PATH_STYLE: 'true', ...other }).store,
    ).toEqual({
      bucket: 'customers',
      prefix: 'hold/fast/',
      endpoint: 'http://127.0.0.1:9000',
      region: 'eu-central-1',
      pathStyle: true,
      cacheBytes: 1024 ** 3,
    });
  });

  it('takes a provider of OpenID Connect whole, and lets nobody in by a domain that was not named', () => {
    const issuer = { OPENID_ISSUER: 'https://login.example.com/', OPENID_CLIENT_ID: 'holdfast' };
    expect(readConfig({ ...issuer, OPENID_CLIENT_SECRET: 'secret' }).openId).toEqual({
      issuer: 'https://login.example.com',
      clientId: 'holdfast',
      clientSecret: 'secret',
      label: 'your organisation',
      domains: [],
      role: 'VIEWER',
    });
    const named = {
      OPENID_DOMAINS: 'Example.com, example.org',
      OPENID_ROLE: 'ANALYST',
      OPENID_LABEL: 'Example',
    };
    expect(readConfig({ ...issuer, OPENID_CLIENT_SECRET: 'secret', ...named }).openId).toMatchObject({
      label: 'Example',
      domains: ['example.com', 'example.org'],
      role: 'ANALYST',
    });
    expect(() => readConfig(issuer)).toThrow(/OPENID_ISSUER is set and OPENID_CLIENT_SECRET is not/);
  });

  it('names every bad variable at once', () => {
    expect(() => readConfig({ PORT: 'x', SAMPLE_DATA: '1' })).toThrow(/PORT is .* SAMPLE_DATA is /);
  });

  it('never repeats a database URL, which may hold a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://root:secret@db' })).toThrow(
      new StartupError(
        'DATABASE_URL is not a PostgreSQL URL; it must be postgres://user:password@host:port/database.',
      ),
    );
  });
});
