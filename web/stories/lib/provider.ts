// A city's own sign-on: a small OpenID provider on this machine whose page signs one person in at once.
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const b64 = (of: object): string => Buffer.from(JSON.stringify(of)).toString('base64url');

export class Provider {
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly asked = new Map<string, string>(); // nonce by code
  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}
  subject = '10023'; // who signs in
  desk = ''; // where it sends people back: a story's desk learns its port only when it runs

  static async start(): Promise<Provider> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    // Another site than the desk's 127.0.0.1, as a real one is.
    const provider = new Provider(server, `http://localhost:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => provider.answer(request, response));
    return provider;
  }
  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const address = new URL(request.url ?? '/', this.issuer);
    const json = (body: object): void => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(body));
    };
    if (address.pathname === '/.well-known/openid-configuration') {
      const at = (path: string): string => this.issuer + path;
      json({
        issuer: this.issuer,
        authorization_endpoint: at('/authorize'),
        token_endpoint: at('/token'),
        jwks_uri: at('/keys'),
      });
    } else if (address.pathname === '/keys') {
      const key = this.keys.publicKey.export({ format: 'jwk' });
      json({ keys: [{ ...key, kid: 'one', use: 'sig', alg: 'RS256' }] });
    } else if (address.pathname === '/authorize') {
      const code = randomUUID();
      this.asked.set(code, address.searchParams.get('nonce') ?? '');
      const back = new URL('/auth/oidc/back', this.desk);
      back.searchParams.set('code', code);
      back.searchParams.set('state', address.searchParams.get('state') ?? '');
      response.writeHead(302, { Location: back.href }).end();
    } else {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        const nonce = this.asked.get(new URLSearchParams(body).get('code') ?? '');
        json({ access_token: 'none', token_type: 'Bearer', id_token: this.token(nonce ?? '') });
      });
    }
  }
  private token(nonce: string): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.issuer, sub: this.subject, aud: 'shian', nonce, iat: now, exp: now + 300 };
    const text = `${b64({ alg: 'RS256', kid: 'one' })}.${b64(claims)}`;
    return `${text}.${createSign('sha256').update(text).sign(this.keys.privateKey, 'base64url')}`;
  }
}
