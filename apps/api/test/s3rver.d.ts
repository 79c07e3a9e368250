/** What we use of a server that declares no types. */
declare module '@20minutes/s3rver' {
  interface Exchange {
    readonly req: import('node:http').IncomingMessage;
    status: number;
    type: string;
    body: string;
  }
  export default class S3rver {
    constructor(options: Readonly<Record<string, unknown>>);
    /** What handles a request, in order. */
    readonly middleware: ((exchange: Exchange, next: () => Promise<void>) => Promise<void>)[];
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}
