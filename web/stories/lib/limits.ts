// What a post may not reach, asked by its own browser of the API itself.
import type { Page } from 'playwright-core';

/** The answer's status to what this person's browser asks the API, with the page's mark. */
export async function answers(page: Page, path: string, method = 'GET'): Promise<number> {
  return page.evaluate(
    async ([to, by]) => {
      const session = (await (await fetch('/api/v1/session')).json()) as { csrf: string };
      const headers = { 'X-Shian-CSRF': session.csrf, 'Content-Type': 'application/json' };
      return (await fetch(to!, { method: by, headers, body: by === 'GET' ? undefined : '{}' })).status;
    },
    [path, method],
  );
}

/** Figures and records: none of them is for a reviewer or an administrator. */
export const kBooks = [
  '/api/v1/board',
  '/api/v1/targets/K39',
  '/api/v1/targets/K39/records',
  '/api/v1/tasks',
  '/api/v1/registers',
  '/api/v1/registers/complaint/records',
  '/api/v1/registers/complaint/records/1',
  '/api/v1/registers/complaint/export?format=csv',
  '/api/v1/events',
  '/api/v1/city',
];
