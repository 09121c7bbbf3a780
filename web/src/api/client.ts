// One way to the API: cookies, the page's mark, problems as values that a screen can show.
import type { Fault, Name } from './types';

/** What the API refused, in both languages (problem+json, RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string, // "record.changed"
    readonly title: Name,
    readonly detail: Name | null,
    readonly faults: Fault[],
    readonly body: Record<string, unknown> = {}, // whole, e.g. `current` of a 412
    readonly retryAfter = 0, // seconds
  ) {
    super(title.zh);
  }
}

export interface Answer<T> {
  data: T;
  etag: string | null;
  status: number;
}

export interface Asking {
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown; // sent as JSON
  ifMatch?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

let csrf = '';
let language = 'zh';
let whenSignedOut: () => void = () => undefined;

/** Called by the session when it begins or ends, and when the language changes. */
export function speakAs(mark: string): void {
  csrf = mark;
}
export function speakIn(code: 'zh' | 'en'): void {
  language = code;
}
/** What to do when the API no longer knows who asks. */
export function onSignedOut(then: () => void): void {
  whenSignedOut = then;
}

export function addressOf(path: string, query: Asking['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== '') parameters.append(name, String(value));
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

/** The answer to what was asked; what was refused, or did not come through, is thrown as a Problem. */
async function send(method: string, path: string, asking: Asking): Promise<Response> {
  const headers: Record<string, string> = { 'Accept-Language': language };
  if (method !== 'GET') headers['X-Shian-CSRF'] = csrf;
  if (asking.ifMatch) headers['If-Match'] = asking.ifMatch;
  if (asking.idempotencyKey) headers['Idempotency-Key'] = asking.idempotencyKey;
  if (asking.body !== undefined) headers['Content-Type'] = 'application/json';
  const body = JSON.stringify(asking.body);
  let response: Response;
  try {
    response = await fetch(addressOf(path, asking.query), { method, headers, body, signal: asking.signal });
  } catch (broken) {
    if (broken instanceof DOMException && broken.name === 'AbortError') throw broken;
    throw new Problem(0, 'network', { zh: '连不上服务器', en: 'The server cannot be reached' }, null, []);
  }
  if (response.ok) return response;
  throw refusalOf(response, await response.text());
}

export async function ask<T>(method: string, path: string, asking: Asking = {}): Promise<Answer<T>> {
  const response = await send(method, path, asking);
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const data = (isJson && text ? JSON.parse(text) : text) as T;
  return { data, etag: response.headers.get('etag'), status: response.status };
}

/** A file that is given out only for a reason, e.g. one of personal data. */
export const askFile = (path: string, body: unknown): Promise<Blob> =>
  send('POST', path, { body }).then((response) => response.blob());

function refusalOf(response: Pick<Response, 'status' | 'headers'>, text: string): Problem {
  const problem = problemOf(response, text);
  if (problem.status === 401 && problem.code === 'identity.unknown') whenSignedOut();
  return problem;
}

function problemOf(response: Pick<Response, 'status' | 'headers'>, text: string): Problem {
  const retryAfter = Number(response.headers.get('retry-after') ?? 0);
  try {
    const body = JSON.parse(text) as {
      type: string;
      title: Name;
      detail: Name | null;
      faults?: Fault[];
    };
    const code = body.type.replace(/^urn:shian:/, '');
    return new Problem(response.status, code, body.title, body.detail, body.faults ?? [], body, retryAfter);
  } catch {
    const title = {
      zh: `服务器答复异常（${response.status}）`,
      en: `Unexpected answer (${response.status})`,
    };
    return new Problem(response.status, 'http', title, null, [], {}, retryAfter);
  }
}

export const get = <T>(path: string, query?: Asking['query'], signal?: AbortSignal): Promise<T> =>
  ask<T>('GET', path, { query, signal }).then((answer) => answer.data);
export const post = <T>(path: string, body?: unknown, asking: Asking = {}): Promise<T> =>
  ask<T>('POST', path, { ...asking, body }).then((answer) => answer.data);
export const put = <T>(path: string, body?: unknown): Promise<T> =>
  ask<T>('PUT', path, { body }).then((answer) => answer.data);
export const patch = <T>(path: string, body: unknown, asking: Asking = {}): Promise<T> =>
  ask<T>('PATCH', path, { ...asking, body }).then((answer) => answer.data);
export const remove = (path: string, body?: unknown): Promise<unknown> => ask('DELETE', path, { body });

export interface Sending {
  method?: 'POST' | 'PUT';
  query?: Asking['query'];
  ifMatch?: string;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** A file's bytes under its name; `sent` is told how much of it has gone (0 to 1). */
export function upload<T>(
  path: string,
  file: File,
  sent: (share: number) => void,
  sending: Sending = {},
): Promise<Answer<T>> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much has gone
    request.open(sending.method ?? 'POST', addressOf(path, { name: file.name, ...sending.query }));
    request.setRequestHeader('Accept-Language', language);
    request.setRequestHeader('X-Shian-CSRF', csrf);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    if (sending.ifMatch) request.setRequestHeader('If-Match', sending.ifMatch);
    if (sending.idempotencyKey) request.setRequestHeader('Idempotency-Key', sending.idempotencyKey);
    request.upload.onprogress = (at) => at.lengthComputable && sent(at.loaded / at.total);
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) {
        const data = JSON.parse(responseText) as T;
        done({ data, etag: request.getResponseHeader('etag'), status });
        return;
      }
      const headers = new Headers({ 'retry-after': request.getResponseHeader('retry-after') ?? '0' });
      failed(refusalOf({ status, headers }, responseText));
    };
    request.onerror = () =>
      failed(new Problem(0, 'network', { zh: '上传中断', en: 'The upload was broken off' }, null, []));
    request.onabort = () => failed(new DOMException('', 'AbortError'));
    sending.signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
