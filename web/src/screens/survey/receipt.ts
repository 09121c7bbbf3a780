/** A random number for one answer: sent twice with it, it is kept once. It says nothing of anybody. */
export function newReceipt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
