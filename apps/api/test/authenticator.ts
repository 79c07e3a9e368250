import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What an authenticator is told: where the page is, and what the server asked. */
export interface Request {
  readonly origin: string;
  readonly challenge: string;
}

/** A device that keeps one passkey, as WebAuthn describes it (level 2, sections 6.1 and 6.5): keys on P-256, no attestation. */
export class Authenticator {
  readonly #id = randomBytes(16);
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  #used = 0;

  /** `host` is whose passkey it is; `asks` whether it asked for a finger or a PIN. */
  constructor(
    private readonly host: string,
    private readonly asks = true,
  ) {}

  /** Makes the passkey: what a browser's `credential.toJSON()` says of it. */
  make(request: Request): Record<string, unknown> {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' });
    // COSE: elliptic curve, ES256, P-256, and the point.
    const publicKey = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x!, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y!, 'base64url'),
    ]);
    const length = Buffer.from([0, this.#id.length]);
    const data = this.#data(0x40, Buffer.concat([Buffer.alloc(16), length, this.#id, publicKey]));
    // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      Buffer.from([0x58, data.length]),
      data,
    ]);
    const clientDataJSON = clientData('webauthn.create', request);
    return this.#credential({ clientDataJSON, attestationObject, transports: ['internal'] });
  }

  /** Answers a question with the passkey. */
  answer(request: Request): Record<string, unknown> {
    const clientDataJSON = clientData('webauthn.get', request);
    const authenticatorData = this.#data(0);
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientDataJSON).digest()]);
    const signature = sign('sha256', signed, this.#keys.privateKey);
    return this.#credential({ clientDataJSON, authenticatorData, signature });
  }

  /** The host, what happened (present, and verified where it asks), how often the passkey was used. */
  #data(flags: number, credential = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++this.#used);
    const happened = Buffer.from([flags | 0x01 | (this.asks ? 0x04 : 0)]);
    return Buffer.concat([createHash('sha256').update(this.host).digest(), happened, counter, credential]);
  }

  #credential(response: Record<string, Buffer | string[]>): Record<string, unknown> {
    const id = this.#id.toString('base64url');
    const written = Object.entries(response).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? value.toString('base64url') : value,
    ]);
    return {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: Object.fromEntries(written),
    };
  }
}

function clientData(type: string, { origin, challenge }: Request): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}
