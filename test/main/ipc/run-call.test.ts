import { beforeAll, expect, test, vi } from 'vitest';
import type { Handlers } from '../../../src/contract/api.ts';
import type { runCall as RunCall } from '../../../src/main/ipc/gate.ts';

// Only the gate's door needs Electron; what is behind it does not.
vi.mock('electron', () => ({ ipcMain: {} }));

let runCall: typeof RunCall;
beforeAll(async () => {
  ({ runCall } = await import('../../../src/main/ipc/gate.ts'));
});

const HANDLERS = {
  'app.facts': () => ({ version: '1', demo: false, platform: 'linux', languages: ['en'] }),
  'app.openExternal': () => undefined,
  'app.diagnosis': () => 'fine',
} as unknown as Handlers;

test('a call that fits is answered', async () => {
  expect(await runCall(HANDLERS, 'app.diagnosis', undefined)).toBe('fine');
});

test.each(['constructor', '__proto__', 'toString', 'app.nothing', 7, null])('%s is no call', async (name) => {
  await expect(runCall(HANDLERS, name, undefined)).rejects.toMatchObject({ facts: { detail: 'no such call' } });
});

test('what does not fit is refused before it is handled, and not quoted', async () => {
  const wrong = runCall(HANDLERS, 'app.openExternal', { link: 'https://example.org/hunter2' });
  await expect(wrong).rejects.toMatchObject({ code: 'unexpected' });
  await expect(wrong).rejects.not.toThrow('hunter2');
});

test('a field more than the call has is refused', async () => {
  await expect(runCall(HANDLERS, 'app.openExternal', { link: 'project', path: '/etc' })).rejects.toMatchObject({
    code: 'unexpected',
  });
});

test('an answer that does not fit does not reach the page', async () => {
  const leaky = { ...HANDLERS, 'app.diagnosis': () => ({ secret: 'hunter2' }) } as unknown as Handlers;
  const answer = runCall(leaky, 'app.diagnosis', undefined);
  await expect(answer).rejects.toMatchObject({ facts: { detail: 'app.diagnosis: what was answered does not fit' } });
});
