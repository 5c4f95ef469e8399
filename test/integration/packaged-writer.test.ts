import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { makeSingleFile } from '../../build/package/single-file.mjs';
import { elevatedCommand, type Elevation } from '../../src/node/elevate/ways.ts';
import { fileTarget, writeHeader } from '../support/headers.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';
import { startWriter, type WriterChild } from '../support/writer-child.ts';
import { writerProgram } from '../support/writer-program.ts';
import { run } from './drives-support.ts';
import { authorise, knows, startPolkit } from './polkit-support.ts';
import { cardHeader, loopCard, MIB, onCard } from './writer-support.ts';

const IMAGE = testImage(6 * MIB + 700);
const PKEXEC: Elevation = { way: 'pkexec', program: '/usr/bin/pkexec' };

let folder = '';
let program = '';
let stopPolkit: () => Promise<void>;

beforeAll(async () => {
  // Not below /tmp, which may be mounted noexec: where an administrator would put it.
  folder = mkdtempSync('/opt/nixberry-test-');
  chmodSync(folder, 0o755);
  program = path.join(folder, 'nixberry-writer');
  await makeSingleFile(program, writerProgram());
  stopPolkit = await startPolkit();
});

afterAll(async () => {
  await stopPolkit();
  rmSync(folder, { recursive: true, force: true });
});

/** An ordinary user, and what makes a command of root's one of theirs. */
function ordinaryUser(name: string): readonly string[] {
  run('useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name);
  onTestFinished(() => void run('userdel', name));
  return ['setpriv', `--reuid=${name}`, `--regid=${name}`, '--init-groups'];
}

async function startPackaged(as: readonly string[]): Promise<WriterChild> {
  const [file = '', ...args] = [...as, ...elevatedCommand(PKEXEC, [program])];
  return startWriter([], [file, ...args]);
}

it('the single file writes a drive and verifies it, as root', async () => {
  const card = await loopCard(8 * MIB);
  const writer = await startWriter([], [program]);
  expect(writer.events[0]).toEqual({ type: 'ready', version: 1, root: true });
  const [outcome] = await writer.pass(cardHeader([card]), IMAGE);
  expect(outcome).toMatchObject({ kind: 'done', verified: 'direct' });
  expect(onCard(card).subarray(0, IMAGE.byteLength).equals(IMAGE)).toBe(true);
  writer.closeInput();
  expect(await writer.exited).toMatchObject({ code: 0 });
});

it('an ordinary user writes a drive through pkexec and our policy', async () => {
  const card = await loopCard(8 * MIB);
  const user = `nixberry-yes-${process.pid}`;
  const as = ordinaryUser(user);
  authorise(user, program);
  await until('the policy', () => knows(program));
  const writer = await startPackaged(as);
  expect(writer.events[0]).toEqual({ type: 'ready', version: 1, root: true });
  const [outcome] = await writer.pass(cardHeader([card]), IMAGE);
  expect(outcome).toMatchObject({ kind: 'done', verified: 'direct' });
  expect(onCard(card).subarray(0, IMAGE.byteLength).equals(IMAGE)).toBe(true);
  writer.closeInput();
  expect(await writer.exited).toMatchObject({ code: 0 });
});

it('opens no files for an ordinary user, however the header is made', async () => {
  const user = `nixberry-yes-${process.pid}`;
  const as = ordinaryUser(user);
  authorise(user, program);
  await until('the policy', () => knows(program));
  const file = path.join(await tempFolder(), 'as-root.img');
  const writer = await startPackaged(as);
  const [outcome] = await writer.pass(writeHeader({ targets: [fileTarget(file)] }), IMAGE);
  expect(outcome).toMatchObject({ kind: 'failed', code: 'permission-denied', state: 'untouched' });
});

it('pkexec starts nothing for a user whom nobody authorised', async () => {
  const as = ordinaryUser(`nixberry-no-${process.pid}`);
  authorise('somebody-else', program);
  await until('the policy', () => knows(program));
  const writer = await startPackaged(as);
  // pkexec(1): 127 when the authorisation could not be had.
  expect(await writer.exited).toMatchObject({ code: 127 });
  expect(writer.events).toEqual([]);
});

it('takes no option of Node: nobody can have root load code of theirs', async () => {
  const evil = path.join(await tempFolder(), 'evil.cjs');
  const writer = await startWriter([], [program, '--require', evil, '--eval', 'process.exit(99)']);
  expect(writer.events[0]).toEqual({ type: 'ready', version: 1, root: true });
  writer.closeInput();
  expect(await writer.exited).toMatchObject({ code: 0 });
});
