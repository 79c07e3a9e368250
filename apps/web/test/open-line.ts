import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that a test can narrow and cut. */
export interface Line {
  /** The same server, at the end of the line. */
  readonly url: string;
  /** Lets so many bytes through to the server, and holds the others; resolves when they have passed. */
  allow(bytes: number): Promise<void>;
  /** Breaks every connection, and lets none be made. */
  cut(): void;
  /** Lets everything through from now on. */
  mend(): void;
  close(): Promise<void>;
}

/** Opens a line to a server on this machine, on a port of its own. */
export async function openLine(target: string): Promise<Line> {
  const sockets = new Set<Socket>();
  let allowed = Number.POSITIVE_INFINITY;
  let isCut = false;
  let resume: (() => void)[] = [];
  let passed = () => {};
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const upstream = connect(Number(new URL(target).port), '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.pipe(client);
    client.on('data', (chunk) => {
      allowed -= chunk.length;
      const isLast = allowed <= 0;
      upstream.write(chunk, () => isLast && passed());
      if (!isLast) return;
      client.pause();
      resume.push(() => client.resume());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    allow: (bytes) => {
      allowed = bytes;
      return new Promise((resolve) => {
        passed = resolve;
      });
    },
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      isCut = false;
      allowed = Number.POSITIVE_INFINITY;
      for (const go of resume) go();
      resume = [];
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
