import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers with cookies, which nothing on the way may keep. */
export function setCookies(request: FastifyRequest, reply: FastifyReply, cookies: readonly string[]): void {
  // Behind a proxy that terminates TLS, the browser must send the cookie over TLS only.
  const secure = request.headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  for (const cookie of cookies) reply.header('set-cookie', cookie + secure);
  reply.header('cache-control', 'no-store');
}
