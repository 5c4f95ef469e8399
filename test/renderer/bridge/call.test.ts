import { expect, test, vi } from 'vitest';
import { call } from '../../../renderer/bridge/call.ts';

test('what does not fit is not sent, and not quoted', async () => {
  const send = vi.fn(() => Promise.resolve({ ok: true, value: undefined }));
  Object.defineProperty(window, 'nixberry', { value: { call: send }, configurable: true });
  const wrong = call('app.openExternal', { link: 'hunter2' as 'project' });
  await expect(wrong).rejects.toMatchObject({
    code: 'unexpected',
    facts: { detail: 'app.openExternal: what was asked does not fit' },
  });
  await expect(wrong).rejects.not.toThrow('hunter2');
  expect(send).not.toHaveBeenCalled();
});
