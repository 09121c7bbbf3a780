import { afterEach, describe, expect, it, vi } from 'vitest';
import { mount } from '@vue/test-utils';
import { refreshSession } from '@/api/session';
import type { Field, RecordFile } from '@/api/types';
import ReasonDialog from '@/parts/ReasonDialog.vue';
import EvidenceField from '@/screens/registers/EvidenceField.vue';
import EvidencePreview from '@/screens/registers/evidence/EvidencePreview.vue';

const file = (name: string, type: string): RecordFile => ({
  field: 'proof',
  name,
  type,
  bytes: 187_630,
  by: null,
  unit: null,
  at: null,
  sha256: '0'.repeat(64),
  preview: false,
  personal: true,
  missing: false,
});
const stubs = { ElDialog: { template: '<div><slot /><slot name="footer" /></div>' }, ElIcon: true };
afterEach(() => vi.unstubAllGlobals());

describe('A file of personal data that is shown for a reason', () => {
  it.each([
    ['健康证.pdf', 'application/pdf', 'a[download="健康证.pdf"]', 'PDF · 183 KB'],
    ['健康证.jpg', 'image/jpeg', 'img[src="blob:made"]', ''],
  ])('%s', async (name, type, shownAs, text) => {
    vi.stubGlobal('fetch', async () => new Response('bytes'));
    URL.createObjectURL = () => 'blob:made';
    URL.revokeObjectURL = () => undefined;
    const look = mount(EvidencePreview, {
      props: { file: file(name, type), source: '/source', own: '/own', mayUnmask: true },
      global: { stubs },
    });
    look.getComponent(ReasonDialog).vm.$emit('act', '核对身份');
    await vi.waitFor(() => expect(look.find(shownAs).exists()).toBe(true));
    expect(look.text()).toContain(text);
    // The desk's policy lets no frame show what was made in the page.
    expect(look.find('iframe').exists()).toBe(false);
    look.unmount();
  });
});

describe('The field of a file', () => {
  it('tells why its files cannot be read', async () => {
    const refusal = { type: 'urn:shian:store.busy', title: { zh: '正忙', en: 'busy' }, detail: null };
    vi.stubGlobal('fetch', async (path: string) =>
      path === '/api/v1/session'
        ? new Response(JSON.stringify({ account: { id: 'a' }, csrf: '', may: { evidence: ['read'] } }), {
            headers: { 'content-type': 'application/json' },
          })
        : new Response(JSON.stringify(refusal), {
            status: 503,
            headers: { 'content-type': 'application/problem+json' },
          }),
    );
    vi.stubGlobal(
      'EventSource',
      class {
        addEventListener(): void {}
      },
    );
    await refreshSession();
    const field = mount(EvidenceField, {
      props: { register: 'inspection', record: 1, field: { id: 'proof' } as Field, etag: null },
      global: { stubs },
    });
    await vi.waitFor(() => expect(field.text()).toContain('正忙'));
    field.unmount();
  });
});
