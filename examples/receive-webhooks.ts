// Receives webhooks and verifies them, with Node alone: HOLDFAST_WEBHOOK_SECRET=whsec_… PORT=8080 node receive-webhooks.ts
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const key = Buffer.from(process.env.HOLDFAST_WEBHOOK_SECRET!.replace(/^whsec_/, ''), 'base64');

const server = createServer(async (request, response) => {
  const body = await text(request);
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(request.headers[`webhook-${name}`]),
  );
  const own = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  const isOurs = signatures!.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return given.length === own.length && timingSafeEqual(given, own);
  });
  const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
  // The same id comes again over retries and replays: whoever acts on it remembers which were seen.
  if (isOurs && isRecent) console.log(id, JSON.parse(body).type);
  response.writeHead(isOurs && isRecent ? 204 : 401).end();
});
server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log('receiving at', server.address());
});
