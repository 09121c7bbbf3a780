import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask, askFile, onSignedOut, Problem } from '@/api/client';

afterEach(() => vi.unstubAllGlobals());
const refusal = (status: number, code: string) => async () =>
  new Response(JSON.stringify({ type: `urn:shian:${code}`, title: { zh: '不行', en: 'no' }, detail: null }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
const nobody = async () => {
  throw new TypeError('no connection');
};

describe('What the API refuses', () => {
  describe.each([
    ['an answer', () => ask('GET', '/x')],
    ['a file', () => askFile('/x', { reason: '核对' })],
  ])('to one who asks for %s', (_what, asks) => {
    it.each([
      ['that nobody answered', nobody, 0, 'network', 0],
      ['why', refusal(403, 'record.hidden'), 403, 'record.hidden', 0],
      ['that nobody is signed in any more', refusal(401, 'identity.unknown'), 401, 'identity.unknown', 1],
    ])('tells %s', async (_why, fetch, status, code, signedOut) => {
      const out = vi.fn();
      onSignedOut(out);
      vi.stubGlobal('fetch', fetch);
      const failed: unknown = await asks().catch((problem: unknown) => problem);
      expect(failed).toBeInstanceOf(Problem);
      expect(failed).toMatchObject({ status, code });
      expect(out).toHaveBeenCalledTimes(signedOut);
    });
  });
});
