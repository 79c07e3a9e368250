/** Where a server is, and who asks it. */
export interface SparkRemote {
  /** `host:port`, for messages. */
  readonly host: string;
  readonly url: string;
  readonly token: string | undefined;
  readonly user: string;
}

/** What a server listens on where an address does not say. */
const PORT = 15_002;

/**
 * Reads an address as Spark's own clients write it: `sc://host:port/;token=…;use_ssl=true;user_id=…`.
 * @throws Error without the token
 */
export function parseSparkRemote(remote: string): SparkRemote {
  const [, host, rest] = /^sc:\/\/([^/;\s]+)(?:\/;?(.*))?$/.exec(remote) ?? [];
  if (host === undefined) {
    throw new Error('the address of Spark is of another form; it must be like sc://host:15002/;token=…');
  }
  const options = new Map(
    (rest ?? '')
      .split(';')
      .filter((part) => part.includes('='))
      .map((part) => [
        part.slice(0, part.indexOf('=')),
        decodeURIComponent(part.slice(part.indexOf('=') + 1)),
      ]),
  );
  const withPort = /:\d+$/.test(host) ? host : `${host}:${PORT}`;
  return {
    host: withPort,
    url: `${options.get('use_ssl') === 'true' ? 'https' : 'http'}://${withPort}`,
    token: options.get('token'),
    user: options.get('user_id') ?? 'holdfast',
  };
}
