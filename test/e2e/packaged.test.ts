import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { onPath } from '../../build/package/targets.mjs';
import { testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';
import { goOnToDone, waitForTitle } from './flash-support.ts';
import { personEnv } from './support/start-app.ts';

const PACKAGE_MS = 8 * 60_000;
const START_MS = 60_000;
const READ_MS = 60_000;
/** How a fuse that is on stands in the executable (Electron's docs/tutorial/fuses.md). */
const ON = '1'.charCodeAt(0);
/** Of Chromium's words: the window's. */
const LANGUAGES = ['de', 'en', 'es', 'fr', 'ja', 'zh'];
const APP = path.resolve('release/linux-unpacked/nixberry');
const RESOURCES = path.resolve('release/linux-unpacked/resources');
const OUTSIDE = path.join(RESOURCES, 'app.asar.unpacked');
const hasDpkg = onPath('dpkg-deb') !== null;

beforeAll(async () => {
  await execa('node', ['build/package/package.mjs', 'dir', ...(hasDpkg ? ['deb'] : [])], { timeout: PACKAGE_MS });
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
    cookieEncryption: state(FuseV1Options.EnableCookieEncryption),
    nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
    snapshot: state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
    fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    ...{ runAsNode: 'off', cookieEncryption: 'on', nodeOptions: 'off', inspect: 'off' },
    ...{ asarIntegrity: 'on', onlyAsar: 'on', snapshot: 'off', fileProtocol: 'off' },
  });
});

test('what runs outside of Electron is beside it', () => {
  const there = ['dist/etcher-scanner.js', 'assets/demo', 'node_modules/etcher-sdk', 'node_modules/drivelist'];
  expect(there.filter((name) => !existsSync(path.join(OUTSIDE, name)))).toEqual([]);
  expect(existsSync(path.join(RESOURCES, 'nixberry-writer'))).toBe(true);
});

test('nothing is in it that nobody there needs', async () => {
  const names = await readdir(OUTSIDE, { recursive: true });
  expect(names.filter((name) => /\.(?:map|[cm]?ts|c|cpp|h|o|a)$|\.musl\.node$/.test(name))).toEqual([]);
  expect(names.filter((name) => /prebuilds\/[^/]+$/.test(name) && !name.endsWith(`linux-${process.arch}`))).toEqual([]);
  // In the bundles of dist/; the terminal's program and the writer's text are for checkouts.
  const twice = ['node_modules/zod', 'node_modules/commander', 'dist/nixberry.js', 'dist/writer.cjs'];
  expect(twice.filter((name) => names.includes(name))).toEqual([]);
  const locales = await readdir(path.resolve('release/linux-unpacked/locales'));
  expect(locales.map((name) => name.slice(0, 2)).filter((name) => !LANGUAGES.includes(name))).toEqual([]);
});

test('the Node in it starts the scanner in it', async () => {
  const scanner = execa(path.join(RESOURCES, 'node'), [path.join(OUTSIDE, 'dist/etcher-scanner.js')], {
    stdin: 'pipe',
    timeout: START_MS,
  });
  // It ends with its stdin, after it has said what there is.
  scanner.stdout.once('data', () => scanner.stdin.end());
  const { stdout } = await scanner;
  expect(JSON.parse(stdout.split('\n', 1).join(''))).toMatchObject({ type: 'boards' });
});

test.runIf(hasDpkg)('the deb is root’s alone to change, and has all that a desktop and polkit look for', async () => {
  const deb = (await readdir('release')).find((name) => name.endsWith('.deb')) ?? '';
  const ask = (what: string) => execa('dpkg-deb', [what, path.resolve('release', deb)], { timeout: READ_MS });
  const { stdout: contents } = await ask('--contents');
  const rows = contents.split('\n').map((line) => line.split(/\s+/));
  // Nobody else writes, and nothing is setuid: who may have root's rights is polkit's to say.
  const bad = rows.filter(([mode = '', owner]) => !/^[-d]rw[-x]r-[-x]r-[-x]$/.test(mode) || owner !== 'root/root');
  expect(bad).toEqual([]);
  const modes = new Map(rows.map(([mode, , , , , name = '']) => [name.slice(1), mode]));
  expect(modes.get('/opt/Nixberry/nixberry')).toBe('-rwxr-xr-x');
  const policy = await readFile('build/package/resources/org.nixberry.writer.policy', 'utf8');
  const [, writer = ''] = /exec\.path">([^<]*)</.exec(policy) ?? [];
  expect(modes.get(writer)).toBe('-rwxr-xr-x');
  for (const name of ['polkit-1/actions/org.nixberry.writer.policy', 'applications/nixberry.desktop'])
    expect(modes.get(`/usr/share/${name}`)).toBe('-rw-r--r--');
  expect((await ask('--info')).stdout).toMatch(/^ Recommends: pkexec/m);
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
