// An authenticator as on a phone: six digits for a secret and a step of 30 seconds (RFC 6238).
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const kStepMs = 30_000;
const kAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export const stepNow = (): number => Math.floor(Date.now() / kStepMs);

/** A step with at least `ms` still to go, so that what follows does not run over its end. */
export async function quietStep(ms: number): Promise<number> {
  const left = kStepMs - (Date.now() % kStepMs);
  if (left < ms) await sleep(left + 50);
  return stepNow();
}

export function codeOf(secret: string, step: number): string {
  let bits = '';
  for (const letter of secret.replace(/\s/g, ''))
    bits += kAlphabet.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const at = digest[19]! & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
