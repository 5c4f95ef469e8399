import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';
import { goOnToDone, waitForTitle } from './flash-support.ts';
import { personEnv } from './support/start-app.ts';

const PACKAGE_MS = 5 * 60_000;
const START_MS = 60_000;
/** How a fuse that is on stands in the executable (Electron's docs/tutorial/fuses.md). */
const ON = '1'.charCodeAt(0);
const APP = path.resolve('release/linux-unpacked/nixberry');

beforeAll(async () => {
  await execa('node', ['build/package/package.mjs', 'dir'], { timeout: PACKAGE_MS });
}, PACKAGE_MS);

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function newHome(): Promise<string> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'nixberry-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));
  return home;
}

async function startPackaged(home: string, args: readonly string[]): Promise<Page> {
  await mkdir(path.join(home, 'run'), { mode: 0o700 });
  const port = await freePort();
  const rootArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = execa(APP, [...rootArgs, `--remote-debugging-port=${port}`, ...args], {
    env: personEnv(home),
    extendEnv: false,
    reject: false,
    stdio: 'ignore',
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await child;
  });
  const address = `http://127.0.0.1:${port}`;
  await until(
    'the debugging port',
    () =>
      fetch(`${address}/json/version`).then(
        () => true,
        () => false,
      ),
    START_MS,
  );
  const browser = await chromium.connectOverCDP(address);
  onTestFinished(() => browser.close());
  return until('the page', () => browser.contexts()[0]?.pages()[0], START_MS);
}

test('the fuses are as a release has them (19)', async () => {
  const wire = await getCurrentFuseWire(APP);
  const state = (fuse: FuseV1Options): string => (Number(wire[fuse]) === ON ? 'on' : 'off');
  expect({
    runAsNode: state(FuseV1Options.RunAsNode),
    nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
    onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
    fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({ runAsNode: 'off', nodeOptions: 'off', inspect: 'off', onlyAsar: 'on', fileProtocol: 'off' });
});

test('what runs outside of Electron is beside it', () => {
  const there = [
    'nixberry-writer',
    'node',
    'app.asar.unpacked/dist/etcher-scanner.js',
    'app.asar.unpacked/assets/demo',
  ];
  expect(there.filter((name) => !existsSync(path.resolve('release/linux-unpacked/resources', name)))).toEqual([]);
});

test('the packaged app does not become Node', async () => {
  const { stdout } = await execa(APP, ['--no-sandbox', '--version', '-e', 'console.log("node")'], {
    env: { ...personEnv(os.tmpdir()), ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' },
    extendEnv: false,
    reject: false,
    timeout: START_MS,
  });
  expect(stdout).not.toContain('node');
});

test('the packaged app writes an image to a virtual card, and verifies it', async () => {
  const home = await newHome();
  const image = testImage(5 << 20);
  await writeFile(path.join(home, 'pi.img'), image);
  const page = await startPackaged(home, ['--demo', path.join(home, 'pi.img')]);
  await waitForTitle(page, 'Drive');
  expect(page.url()).toBe('app://nixberry/index.html');
  await page.getByRole('radio', { name: /virtual card/ }).click();
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await waitForTitle(page, 'Write and verify');
  await goOnToDone(page);
  const card = await findCard(home);
  expect((await readFile(card)).subarray(0, image.length).equals(image)).toBe(true);
});

/** The demo's virtual card: the one image beside ours. */
async function findCard(home: string): Promise<string> {
  const files = await readdir(home, { recursive: true });
  const [card, ...others] = files.filter((name) => name.endsWith('.img') && name !== 'pi.img');
  if (card === undefined || others.length > 0) throw new Error(`cards: ${files.join(', ')}`);
  return path.join(home, card);
}
