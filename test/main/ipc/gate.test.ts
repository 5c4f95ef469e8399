import { beforeEach, expect, test, vi } from 'vitest';
import type { Handlers } from '../../../src/contract/api.ts';
import { openGate } from '../../../src/main/ipc/gate.ts';

type Listener = (event: unknown, ...given: unknown[]) => Promise<unknown>;

const { listeners } = vi.hoisted(() => ({ listeners: new Map<string, Listener>() }));
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) },
}));

const IMAGE = {
  id: '0'.repeat(32),
  kind: 'file',
  name: 'pi.img',
  shown: '/srv/pi.img',
  bytes: 1,
  givenBytes: 1,
  format: 'raw',
  host: null,
  nixos: null,
  board: null,
  seed: 'refuses',
  needs: null,
};

let noted: string[] = [];
let image: unknown = IMAGE;
let isTrusted = true;

beforeEach(() => {
  noted = [];
  image = IMAGE;
  isTrusted = true;
  openGate({
    handlers: { 'app.diagnosis': () => 'fine' } as unknown as Handlers,
    dropped: () => Promise.resolve(image),
    isTrusted: () => isTrusted,
    onError: (name) => noted.push(name),
  });
});

function send(channel: string, ...given: unknown[]): Promise<unknown> {
  return listeners.get(channel)?.({}, ...given) ?? Promise.reject(new Error(`no channel ${channel}`));
}

const REFUSED = { ok: false, error: { code: 'unexpected' } };

test('what fits is answered', async () => {
  expect(await send('call', 'app.diagnosis')).toEqual({ ok: true, value: 'fine' });
  expect(await send('dropped', '/srv/pi.img')).toEqual({ ok: true, value: IMAGE });
});

test('a stranger is refused on both channels', async () => {
  isTrusted = false;
  expect(await send('call', 'app.diagnosis')).toMatchObject(REFUSED);
  expect(await send('dropped', '/srv/pi.img')).toMatchObject(REFUSED);
});

test.each([Object.create(null), { toString: 'none' }, 'my secret text'])(
  'a name that is none is answered like every other fault, and kept nowhere (%#)',
  async (name) => {
    expect(await send('call', name)).toMatchObject(REFUSED);
    expect(noted).toEqual(['?']);
  },
);

test.each(['', 7, null])('%j is no dropped file', async (path) => {
  expect(await send('dropped', path)).toMatchObject(REFUSED);
});

test('of a dropped file no more reaches the page than the contract has', async () => {
  image = { ...IMAGE, reference: '/srv/pi.img' };
  expect(await send('dropped', '/srv/pi.img')).toMatchObject(REFUSED);
});
