import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { guardPages, isFromPage } from '../../../src/main/security/guard.ts';

// Electron's security checklist (docs/tutorial/security.md); the numbers are the list's.

type Handler = (...given: unknown[]) => unknown;

const { session, events } = vi.hoisted(() => ({
  session: {
    setPermissionRequestHandler: vi.fn<(handler: Handler) => void>(),
    setPermissionCheckHandler: vi.fn<(handler: Handler) => void>(),
    setDevicePermissionHandler: vi.fn<(handler: Handler) => void>(),
  },
  events: new Map<string, Handler>(),
}));
vi.mock('electron', () => ({
  session: { defaultSession: session },
  app: { on: (name: string, handler: Handler) => events.set(name, handler) },
  protocol: {},
}));

class FakeContents extends EventEmitter {
  openWindow: Handler | null = null;
  setWindowOpenHandler(handler: Handler): void {
    this.openWindow = handler;
  }
}

const contents = new FakeContents();

beforeAll(() => {
  guardPages();
  events.get('web-contents-created')?.({}, contents);
});

describe('a page', () => {
  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'clipboard-sanitized-write', 'openExternal'])(
    'is not given %s (5)',
    (permission) => {
      const decide = vi.fn();
      session.setPermissionRequestHandler.mock.lastCall?.[0](contents, permission, decide);
      expect(decide.mock.calls).toEqual([[false]]);
      expect(session.setPermissionCheckHandler.mock.lastCall?.[0](contents, permission)).toBe(false);
    },
  );

  test('is given no device (5)', () => {
    expect(session.setDevicePermissionHandler.mock.lastCall?.[0]({ deviceType: 'usb' })).toBe(false);
  });

  test.each([
    ['will-navigate', 13],
    ['will-redirect', 13],
    ['will-frame-navigate', 13],
    ['will-attach-webview', 12],
  ])('is kept from %s (%i)', (name) => {
    const preventDefault = vi.fn();
    contents.emit(name, { preventDefault, url: 'https://example.org/' }, 'https://example.org/');
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  test('opens no window (14)', () => {
    expect(contents.openWindow?.({ url: 'app://nixberry/index.html' })).toEqual({ action: 'deny' });
  });
});

describe('a message (17)', () => {
  const frame = (url: string): unknown => ({ url });
  const pageWith = (mainFrame: unknown): WebContents => ({ mainFrame }) as unknown as WebContents;
  const isTaken = (sender: WebContents, senderFrame: unknown, page: WebContents | null): boolean =>
    isFromPage({ sender, senderFrame } as Parameters<typeof isFromPage>[0], page);

  test.each(['app://nixberry/index.html', 'app://nixberry/index.html#top', 'app://nixberry/index.html?x'])(
    'of the page at %s is taken',
    (url) => {
      const main = frame(url);
      const page = pageWith(main);
      expect(isTaken(page, main, page)).toBe(true);
    },
  );

  test.each([
    'https://example.org/',
    'app://nixberry.example.org/index.html',
    'app://nixberry/index.html.example.org',
    'app://nixberry/other.html',
    'file:///app/index.html',
    'about:blank',
    '',
  ])('of a page at %j is not', (url) => {
    const main = frame(url);
    const page = pageWith(main);
    expect(isTaken(page, main, page)).toBe(false);
  });

  const OURS = 'app://nixberry/index.html';

  test('of a frame in the page, of a frame that is gone, and of another window is not', () => {
    const main = frame(OURS);
    const page = pageWith(main);
    expect(isTaken(page, frame(OURS), page)).toBe(false);
    expect(isTaken(page, null, page)).toBe(false);
    expect(isTaken(pageWith(main), main, page)).toBe(false);
    expect(isTaken(page, main, null)).toBe(false);
  });
});
