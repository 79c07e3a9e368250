import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode } from '@holdfast/schema';

const ANSWERS: Readonly<Record<string, readonly [status: number, code: ErrorCode, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'TIMED_OUT', 'The head of the request did not come in time.'],
  HPE_HEADER_OVERFLOW: [431, 'BAD_USER_INPUT', 'The head of the request has more bytes than it may.'],
};

/** Answers a request that is not HTTP, or whose head does not end, as `{ code, message }` and cuts the connection. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (socket.destroyed || !socket.writable) return;
  const { code: cause = '', message: words } = error;
  const [status, code, message] = ANSWERS[cause] ?? [
    400,
    'BAD_USER_INPUT',
    `The request is not HTTP (${words}).`,
  ];
  const body = JSON.stringify({ code, message });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
