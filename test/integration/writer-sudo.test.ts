import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MARKER } from '../../src/writer/marker.ts';
import { elevatedCommand, findElevation } from '../../src/node/elevate/ways.ts';
import { fileTarget, writeHeader } from '../support/headers.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { testImage } from '../support/test-image.ts';
import { startWriter } from '../support/writer-child.ts';
import { writerProgram } from '../support/writer-program.ts';
import { run } from './drives-support.ts';
import { cardHeader, loopCard, MIB, onCard } from './writer-support.ts';

const SUDOERS = '/etc/sudoers.d';
const IMAGE = testImage(6 * MIB + 700);

const sudo = findElevation({
  platform: 'linux',
  uid: 1,
  path: '/usr/bin:/bin',
  wrappers: '/run/wrappers/bin',
  hasDesktop: false,
  hasTerminal: true,
  askpass: null,
});
const reason =
  sudo?.way !== 'sudo' || !existsSync(SUDOERS) || !existsSync('/usr/sbin/useradd')
    ? ' (needs sudo with /etc/sudoers.d, and useradd)'
    : '';

/** An ordinary user, and what makes a command of root's one of theirs. */
function ordinaryUser(): { readonly name: string; readonly as: readonly string[] } {
  const name = `nixberry-test-${process.pid}`;
  run('useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name);
  onTestFinished(() => void run('userdel', name));
  return { name, as: ['setpriv', `--reuid=${name}`, `--regid=${name}`, '--init-groups'] };
}

/** Lets the user run exactly the writer as root. */
function allow(user: string): void {
  const file = `${SUDOERS}/${user}`;
  onTestFinished(() => rmSync(file, { force: true }));
  writeFileSync(file, `${user} ALL=(root) NOPASSWD: ${process.execPath} ${writerProgram()}\n`, { mode: 0o440 });
}

/** The argv in front of the writer's own, as the app has it. */
function throughSudo(as: readonly string[]): readonly string[] {
  if (!sudo) throw new Error(reason);
  return [...as, ...elevatedCommand(sudo, ['writer']).slice(0, -1)];
}

describe.skipIf(reason !== '')(`through sudo${reason}`, () => {
  it('an ordinary user writes a drive through sudo', async () => {
    const card = await loopCard(8 * MIB);
    const user = ordinaryUser();
    allow(user.name);
    const writer = await startWriter(throughSudo(user.as));
    expect(writer.events[0]).toEqual({ type: 'ready', version: 1, root: true });
    const [outcome] = await writer.pass(cardHeader([card]), IMAGE);
    expect(outcome).toMatchObject({ kind: 'done', verified: 'direct' });
    expect(onCard(card).subarray(0, IMAGE.byteLength).equals(IMAGE)).toBe(true);
    writer.closeInput();
    expect(await writer.exited).toMatchObject({ code: 0 });
  });

  it('opens no files for an ordinary user, however the header is made', async () => {
    const user = ordinaryUser();
    allow(user.name);
    const folder = await tempFolder();
    const path = `${folder}/as-root.img`;
    const writer = await startWriter(throughSudo(user.as));
    const [outcome] = await writer.pass(writeHeader({ targets: [fileTarget(path)] }), IMAGE);
    expect(outcome).toMatchObject({ kind: 'failed', code: 'permission-denied', state: 'untouched' });
    expect(existsSync(path)).toBe(false);
  });

  it('the writer behind sudo sees that its input has ended', async () => {
    const card = await loopCard(8 * MIB);
    const user = ordinaryUser();
    allow(user.name);
    const writer = await startWriter(throughSudo(user.as));
    await writer.send({ type: 'header', header: cardHeader([card]) });
    await writer.feed(IMAGE);
    writer.closeInput();
    expect(await writer.exited).toMatchObject({ code: 0 });
    expect(onCard(card).subarray(0, MARKER.length).toString('latin1')).toBe(MARKER);
  });

  it('sudo starts nothing for a user whom it does not know', async () => {
    const writer = await startWriter([...throughSudo(ordinaryUser().as).filter((word) => word !== '--'), '-n', '--']);
    expect(await writer.exited).toMatchObject({ code: 1 });
    expect(writer.events).toEqual([]);
  });
});
