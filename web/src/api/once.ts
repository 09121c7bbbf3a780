/** A key for a request that creates something: sent again with the same key, it is done once. */
export function onceKey(): string {
  // Not crypto.randomUUID: browsers keep it from desks that are served without TLS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
