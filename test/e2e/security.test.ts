import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import type { Page } from '@playwright/test';
import type { CallInput, TopicValue } from '../../src/contract/api.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/waiting.ts';
import { callMain } from './support/open-view.ts';
import { test } from './support/window-test.ts';

// Electron's security checklist (docs/tutorial/security.md) against the running window; the numbers are the list's. What is
// only stated (fuses) is in test/e2e/packaged.test.ts, what needs no window in test/main/security, and 16 (a current
// Electron) in test/build/release-electron.test.ts.

interface Reply {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly facts: Readonly<Record<string, unknown>> };
}

/** A server on this computer that answers everything, and the paths that it was asked for. */
async function countingServer(): Promise<{ readonly port: number; readonly paths: readonly string[] }> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    response.end('here');
  });
  server.on('upgrade', (request, socket) => {
    paths.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, paths };
}

/** What the page would do if somebody else had written its script. */
async function fromPage(page: Page, name: string, input?: unknown): Promise<Reply> {
  return page.evaluate(
    async ([call, given]) => {
      const { nixberry } = globalThis as unknown as {
        nixberry: { call(name: unknown, input: unknown): Promise<Reply> };
      };
      return nixberry.call(call, given);
    },
    [name, input] as const,
  );
}

describe('the page', () => {
  test('shows local content alone (1), and cannot load anything from elsewhere (7)', async ({ start }) => {
    const { port, paths } = await countingServer();
    // Nothing but the policy stands between the page and this server.
    const { app, page } = await start({ args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] });
    const server = `http://127.0.0.1:${port}`;
    expect(await app.evaluate(async ({ net }, url) => (await net.fetch(url)).status, `${server}/reachable`)).toBe(200);

    const refusals = await page.evaluate(async (address) => {
      const refused = (work: () => unknown): Promise<string> =>
        new Promise((resolve) => {
          const listen = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => resolve(effectiveDirective);
          document.addEventListener('securitypolicyviolation', listen, { once: true });
          Promise.resolve(work()).then(
            () => undefined,
            () => undefined,
          );
        });
      const add = (element: HTMLElement): void => document.head.append(element);
      return {
        fetch: await refused(() => fetch(`${address}/fetch`)),
        file: await refused(() => fetch('file:///etc/passwd')),
        socket: await refused(() => new WebSocket(`${address.replace('http', 'ws')}/socket`)),
        image: await refused(() => add(Object.assign(document.createElement('img'), { src: `${address}/x.png` }))),
        style: await refused(() =>
          add(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${address}/x.css` })),
        ),
        frame: await refused(() =>
          document.body.append(Object.assign(document.createElement('iframe'), { src: `${address}/frame` })),
        ),
      };
    }, server);
    expect(refusals).toEqual({
      fetch: 'connect-src',
      file: 'connect-src',
      socket: 'connect-src',
      image: 'img-src',
      style: 'style-src-elem',
      frame: 'frame-src',
    });
    // Asked for last: what had been sent before would be here.
    await app.evaluate(async ({ net }, url) => (await net.fetch(url)).status, `${server}/last`);
    expect(paths).toEqual(['/reachable', '/last']);
    expect(page.url()).toBe('app://nixberry/index.html');
  });

  test('has its policy as a header, without a way round it (7)', async ({ start }) => {
    const { page } = await start();
    const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test('reads no file that is not the page’s (18)', async ({ start }) => {
    const { page } = await start();
    const paths = ['../main.js', '%2e%2e/main.js', '..%2f..%2fpackage.json', 'app://other/index.html'];
    const statuses = await page.evaluate(
      async (tried) =>
        Promise.all(
          tried.map((path) =>
            fetch(path).then(
              (answer) => answer.status,
              () => 'refused',
            ),
          ),
        ),
      paths,
    );
    expect(statuses.filter((status) => status === 200)).toEqual([]);
  });

  test('is given no permission (5)', async ({ start }) => {
    const { page } = await start();
    const states = await page.evaluate(async () => {
      const location = await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          () => resolve('denied'),
        );
      });
      const notification = await Notification.requestPermission();
      const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      );
      return [location, notification, camera];
    });
    expect(states).toEqual(['denied', 'denied', 'denied']);
  });

  test('goes nowhere else (13) and opens no window (14)', async ({ start }) => {
    const { app, page } = await start();
    await page.evaluate(() => {
      window.open('https://example.org/');
      const link = Object.assign(document.createElement('a'), { href: 'https://example.org/', target: '_blank' });
      document.body.append(link);
      link.click();
      location.href = 'https://example.org/';
    });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
    expect(page.url()).toBe('app://nixberry/index.html');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('has three functions of ours and nothing of Electron’s (20)', async ({ start }) => {
    const { page } = await start();
    const shape = await page.evaluate(() => {
      const { nixberry } = globalThis as unknown as { nixberry: Record<string, unknown> };
      const before = Object.keys(nixberry).sort();
      try {
        nixberry.call = () => 'mine';
      } catch {
        // frozen
      }
      return { before, isOurs: String(nixberry.call).includes('mine') };
    });
    expect(shape).toEqual({ before: ['call', 'dropped', 'listen'], isOurs: false });
  });
});

describe('main', () => {
  test('answers calls of the contract and no others, and only what fits', async ({ start }) => {
    const { page } = await start();
    expect(await fromPage(page, 'app.diagnosis')).toMatchObject({ ok: true });
    for (const name of ['constructor', '__proto__', 'app.nothing', 'dropped'])
      expect(await fromPage(page, name)).toMatchObject({ ok: false, error: { code: 'unexpected' } });
    expect(await fromPage(page, 'app.openExternal', { link: 'https://example.org' })).toMatchObject({ ok: false });
  });

  test('opens no file and no device that it has not offered', async ({ start }) => {
    const image = path.join(await tempFolder(), 'pi.img');
    await writeFile(image, Buffer.alloc(1024 * 1024));
    const { page } = await start({ args: [image] });
    const chosen = await until('the image is chosen', async () => {
      const topics = (await callMain(page, 'app.topics')) as { readonly image?: TopicValue<'image'> };
      return topics.image;
    });
    const unknown = '0'.repeat(32);
    // Right but for the drive.
    const flash = (id: string): CallInput<'flash.start'> => ({
      image: chosen.id,
      targets: [id],
      onlyChanged: false,
    });
    for (const id of ['/etc/passwd', '/dev/sda']) {
      const error = { code: 'unexpected' };
      expect(await fromPage(page, 'images.useRecent', { id })).toMatchObject({ ok: false, error });
      expect(await fromPage(page, 'projects.openRecent', { id })).toMatchObject({ ok: false, error });
      expect(await fromPage(page, 'flash.start', flash(id))).toMatchObject({ ok: false, error });
    }
    const gone = { ok: false, error: { code: 'offer-gone' } };
    expect(await fromPage(page, 'images.useRecent', { id: unknown })).toMatchObject(gone);
    expect(await fromPage(page, 'projects.openRecent', { id: unknown })).toMatchObject(gone);
    expect(await fromPage(page, 'flash.start', flash(unknown))).toEqual({
      ok: false,
      error: { code: 'offer-gone', facts: { kind: 'drive' } },
    });
  });

  test('takes no path for a dropped file from the page', async ({ start }) => {
    const { page } = await start();
    const replies = await page.evaluate(async () => {
      const { nixberry } = globalThis as unknown as { nixberry: { dropped(file: unknown): Promise<Reply> } };
      // The preload throws, rather than rejects, for what is no File.
      const tried = async (file: unknown): Promise<unknown> => {
        try {
          return (await nixberry.dropped(file)).error?.facts.detail ?? 'taken';
        } catch {
          return 'refused';
        }
      };
      return [
        await tried(new File(['x'], '/etc/passwd')),
        await tried('/etc/passwd'),
        await tried({ path: '/etc/passwd' }),
      ];
    });
    expect(replies).toEqual(['no dropped file', 'refused', 'refused']);
  });

  test('listens to its own window’s page alone (17)', async ({ start }) => {
    const { app, page } = await start();
    const other = app.waitForEvent('window');
    await app.evaluate(({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      void stranger.loadURL('app://nixberry/index.html');
    }, `${process.cwd()}/dist/preload.cjs`);
    const stranger = await other;
    expect(await fromPage(stranger, 'app.diagnosis')).toMatchObject({ ok: false });
    expect(await fromPage(page, 'app.diagnosis')).toMatchObject({ ok: true });
  });
});
