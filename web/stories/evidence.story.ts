import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { pdf } from './lib/pdf';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';
import type { Upload } from './lib/sheet';

const { desk, browser } = await openDesk();

/** The record of an inspection that this post may correct, opened. */
async function openInspection(page: Page, which: number): Promise<void> {
  const answer = await page.request.get(`/api/v1/registers/inspection/records?limit=${which + 1}`);
  const { records } = (await answer.json()) as { records: { id: number }[] };
  await page.goto(`/registers/inspection/records/${records[which]!.id}`);
  await page.getByRole('button', { name: '上传文件' }).waitFor();
}
async function choose(page: Page, file: Upload, reason?: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('要上传的文件').setInputFiles(file);
  if (reason) await dialog.getByLabel('更换的理由').fill(reason);
  await dialog.getByRole('button', { name: reason ? '更换' : '上传文件', exact: true }).click();
}

describe('Evidence in a record', () => {
  it('takes a photo, shows it, and says who gave it', async () => {
    const page = await person(browser, desk, 'demo.u23.inspector');
    await openInspection(page, 0);
    const photo = await page.screenshot({ type: 'jpeg', quality: 60 });
    await page.getByRole('button', { name: '上传文件' }).click();
    await looksRight(page, 'evidence-upload');
    await choose(page, { name: '后厨.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page.getByText('后厨.jpg').first().waitFor();
    await page.getByText(/demo\.u23\.inspector .* 上传/).waitFor();
    const picture = page.getByRole('button', { name: '预览“后厨.jpg”' }).locator('img');
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(100);
    await picture.scrollIntoViewIfNeeded();
    await looksRight(page, 'evidence');
    await page.getByRole('button', { name: '预览“后厨.jpg”' }).click();
    await page.getByRole('dialog').getByRole('img', { name: '后厨.jpg' }).waitFor();
    await page.keyboard.press('Escape');

    // Replaced by a PDF, for a reason that the record's history keeps.
    await page.getByRole('button', { name: '更换' }).click();
    await choose(
      page,
      { name: '检查记录.pdf', mimeType: 'application/pdf', buffer: pdf('Inspection') },
      '换成正式记录',
    );
    await page.getByText('检查记录.pdf').first().waitFor();
    await page.getByRole('button', { name: '预览“检查记录.pdf”' }).click();
    const frame = page.getByRole('dialog').locator('iframe');
    await frame.waitFor();
    const shown = await page.request.get((await frame.getAttribute('src'))!);
    expect(shown.headers()['content-type']).toBe('application/pdf');
    expect(shown.headers()['content-disposition']).toMatch(/^inline/);
    await page.keyboard.press('Escape');
    await page.getByText('换成正式记录').first().waitFor();
    const newest = page.getByRole('region', { name: '历史' }).getByRole('listitem').first();
    expect(await newest.innerText()).toContain('检查记录.pdf');
    await page.close();
  });

  it('refuses a web page that is called a PDF, in plain words', async () => {
    const page = await person(browser, desk, 'demo.u23.inspector');
    await openInspection(page, 1);
    await page.getByRole('button', { name: '上传文件' }).click();
    const html = Buffer.from('<!doctype html><html><script>alert(1)</script></html>');
    await choose(page, { name: '通知.pdf', mimeType: 'application/pdf', buffer: html });
    const refusal = page.getByRole('dialog').getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toMatch(/网页/);
    await looksRight(page, 'evidence-refused');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await page.getByText('还没有文件').waitFor();
    await page.close();
  });
});
