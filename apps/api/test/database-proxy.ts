import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket, connect as tcpConnect } from 'node:net';

/** What happens to a COMMIT that passes through. */
export type CommitFault = 'lost on the way' | 'answer lost';

/** Stands between the application and its database, and does to the connections what networks and servers do. */
export class DatabaseProxy {
  readonly #server = createServer((client) => this.#accept(client));
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #frozen = false;
  #greeting: Buffer | null = null;
  #commitFault: CommitFault | null = null;
  #port = 0;

  private constructor(private readonly database: URL) {}

  static async open(url: string): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(new URL(url));
    await proxy.accept();
    return proxy;
  }

  /** The database's URL through the proxy. */
  get url(): string {
    const url = new URL(this.database);
    url.port = String(this.#port);
    return url.href;
  }

  /** Nothing passes any more in either direction, and nobody is told: as with SIGSTOP, or a cable that is cut. */
  freeze(): void {
    this.#frozen = true;
    for (const socket of this.#sockets()) socket.pause();
  }

  thaw(): void {
    this.#frozen = false;
    for (const socket of this.#sockets()) socket.resume();
  }

  /** Breaks every connection. */
  cut(): void {
    for (const socket of this.#sockets()) socket.destroy();
  }

  /** Breaks every connection and refuses new ones. */
  async refuse(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }

  /** Accepts connections again, at the same port. */
  async accept(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Answers every new connection with an error of PostgreSQL, as a server does that is starting or full. */
  greetWith(code: string | null): void {
    this.#greeting = code === null ? null : errorResponse(code);
    if (code !== null) this.cut();
  }

  /** Breaks the connection of the next COMMIT, before or after the server has executed it. */
  failNextCommit(fault: CommitFault): void {
    this.#commitFault = fault;
  }

  async close(): Promise<void> {
    this.thaw();
    this.cut();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    client.on('error', () => {});
    if (this.#greeting) {
      const greeting = this.#greeting;
      client.once('data', () => client.end(greeting));
      return;
    }
    const server = tcpConnect(Number(this.database.port), this.database.hostname);
    server.on('error', () => {});
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    client.once('close', end);
    server.once('close', end);
    client.on('data', (chunk) => this.#forward(chunk, client, server, end));
    server.on('data', (chunk) => client.write(chunk));
    if (this.#frozen) for (const socket of pair) socket.pause();
  }

  #forward(chunk: Buffer, client: Socket, server: Socket, end: () => void): void {
    const fault = chunk.includes('COMMIT\0') ? this.#commitFault : null;
    if (fault !== null) this.#commitFault = null;
    if (fault === 'answer lost') {
      // The server's answer says that it has executed it; the client never gets to see it.
      server.removeAllListeners('data');
      client.pause();
      server.once('data', end);
    }
    if (fault === 'lost on the way') end();
    else server.write(chunk);
  }

  *#sockets(): Iterable<Socket> {
    for (const pair of [...this.#pairs]) yield* pair;
  }
}

/** PostgreSQL's message for an error that ends the connection. */
function errorResponse(code: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0Mnot now\0\0`);
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
