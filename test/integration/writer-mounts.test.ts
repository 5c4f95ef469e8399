import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { testImage } from '../support/test-image.ts';
import { startWriter } from '../support/writer-child.ts';
import { mount, mountPoint, personMountPoint, run } from './drives-support.ts';
import { cardHeader, loopCard, MIB, onCard, type LoopCard } from './writer-support.ts';

const IMAGE = testImage(8 * MIB + 700);

async function ext4Card(): Promise<LoopCard> {
  const card = await loopCard(32 * MIB);
  run('mkfs.ext4', '-q', '-F', card.device);
  return card;
}

async function write(card: LoopCard) {
  const writer = await startWriter();
  const [outcome] = await writer.pass(cardHeader([card]), IMAGE);
  writer.closeInput();
  await writer.exited;
  return { outcome, events: writer.events };
}

function digest(card: LoopCard): string {
  run('sync', '-f', card.file);
  return createHash('sha256').update(readFileSync(card.file)).digest('hex');
}

function isMounted(path: string): boolean {
  return readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${path} `);
}

/** Runs a script until the test has ended; resolves when it has said "ready". Returns its process id. */
async function inBackground(file: string, ...args: readonly string[]): Promise<number> {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'exit');
  });
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

it('refuses what is mounted for the system, and does not unmount it', async () => {
  const card = await ext4Card();
  const path = mountPoint();
  mount(card.device, path);
  const before = digest(card);
  const { outcome } = await write(card);
  expect(outcome).toMatchObject({ code: 'refused', facts: { reason: 'system', path }, state: 'untouched' });
  expect(isMounted(path)).toBe(true);
  expect(digest(card)).toBe(before);
});

it('unmounts what is mounted for the person, says so, and writes', async () => {
  const card = await ext4Card();
  const path = personMountPoint();
  run('mount', card.device, path);
  const { outcome, events } = await write(card);
  expect(events).toContainEqual({ type: 'note', target: 0, code: 'unmounted', facts: { paths: path } });
  expect(outcome).toMatchObject({ kind: 'done' });
  expect(isMounted(path)).toBe(false);
  expect(onCard(card).subarray(0, IMAGE.byteLength).equals(IMAGE)).toBe(true);
});

it('names who keeps a mount busy, writes nothing and leaves it mounted', async () => {
  const card = await ext4Card();
  const path = personMountPoint();
  mount(card.device, path);
  const pid = await inBackground('env', '-C', path, 'sh', '-c', 'echo ready; read -r _');
  const before = digest(card);
  const { outcome } = await write(card);
  expect(outcome).toMatchObject({
    kind: 'failed',
    code: 'mount-busy',
    facts: { device: card.device, mount: path, holder: 'sh', pid, others: 0 },
    state: 'untouched',
  });
  expect(isMounted(path)).toBe(true);
  expect(digest(card)).toBe(before);
});

it('refuses what is mounted in another mount namespace only', async () => {
  const card = await ext4Card();
  const path = mountPoint();
  const script = 'mount "$1" "$2"; echo ready; read -r _';
  const shell = ['sh', '-ec', script, 'sh', card.device, path];
  await inBackground('unshare', '--mount', '--propagation', 'private', ...shell);
  expect(isMounted(path)).toBe(false);
  const { outcome } = await write(card);
  expect(outcome).toMatchObject({ code: 'refused', facts: { reason: 'system', path }, state: 'untouched' });
});

it('does not write when a service keeps a copy of the person’s mount', async () => {
  const card = await ext4Card();
  const path = personMountPoint();
  run('mount', card.device, path);
  await inBackground('unshare', '--mount', '--propagation', 'private', 'sh', '-ec', 'echo ready; read -r _');
  const { outcome } = await write(card);
  expect(outcome).toMatchObject({ code: 'drive-in-use', state: 'untouched' });
});

it('unmounts what is mounted inside of another mount first', async () => {
  const card = await ext4Card();
  const path = personMountPoint();
  run('mount', card.device, path);
  run('mkdir', `${path}/a folder`);
  run('mount', '--bind', path, `${path}/a folder`);
  const { outcome } = await write(card);
  expect(outcome).toMatchObject({ kind: 'done' });
  expect(isMounted(path)).toBe(false);
});
