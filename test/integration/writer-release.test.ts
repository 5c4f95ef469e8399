import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileTarget, releaseHeader } from '../support/headers.ts';
import { testImage } from '../support/test-image.ts';
import { startWriter, type WriterChild } from '../support/writer-child.ts';
import { mount, mountPoint, run } from './drives-support.ts';
import { cardHeader, loopCard, MIB, type LoopCard } from './writer-support.ts';

function isMounted(path: string): boolean {
  return readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${path} `);
}

async function release(writer: WriterChild, target: LoopCard['target'], wanted = true): Promise<boolean> {
  await writer.send({ type: 'header', header: releaseHeader(target, wanted) });
  return (await writer.saw('released')).ejected;
}

/** A mount as a desktop makes it; who has made it need not take it off. */
function mountForPerson(card: LoopCard): string {
  const path = `/media/nixberry-test-${process.pid}`;
  run('mkdir', '-p', path);
  run('mkfs.ext4', '-q', '-F', card.device);
  run('mount', '--', card.device, path);
  return path;
}

describe('the release operation', () => {
  it('says that a loop device is still there: nothing can let go of one', async () => {
    const card = await loopCard(8 * MIB);
    expect(await release(await startWriter(), card.target)).toBe(false);
    expect(existsSync(card.device)).toBe(true);
  });

  it('unmounts what a desktop has mounted meanwhile', async () => {
    const card = await loopCard(8 * MIB);
    const path = mountForPerson(card);
    await release(await startWriter(), card.target);
    expect(isMounted(path)).toBe(false);
    run('rmdir', path);
  });

  it('that is no eject leaves mounted what a desktop has mounted', async () => {
    const card = await loopCard(8 * MIB);
    const path = mountForPerson(card);
    expect(await release(await startWriter(), card.target, false)).toBe(false);
    expect(isMounted(path)).toBe(true);
    run('umount', path);
    run('rmdir', path);
  });

  it('leaves a mount that is in use where it is, and is no error', async () => {
    const card = await loopCard(8 * MIB);
    const path = mountForPerson(card);
    const holder = await startWriter(['env', '--chdir', path]);
    const writer = await startWriter();
    expect(await release(writer, card.target)).toBe(false);
    expect(isMounted(path)).toBe(true);
    holder.closeInput();
    await holder.exited;
    run('umount', path);
    run('rmdir', path);
  });

  it('does not touch what passes no rule: a mount of the system, another drive in its place', async () => {
    const card = await loopCard(8 * MIB);
    const path = mountPoint();
    run('mkfs.ext4', '-q', '-F', card.device);
    mount(card.device, path);
    expect(await release(await startWriter(), card.target)).toBe(false);
    expect(isMounted(path)).toBe(true);
    const other = await loopCard(8 * MIB);
    const person = mountForPerson(other);
    expect(await release(await startWriter(), { ...other.target, diskseq: 1 })).toBe(false);
    expect(isMounted(person)).toBe(true);
    run('umount', person);
    run('rmdir', person);
  });

  it('is of drives only', async () => {
    const writer = await startWriter();
    await writer.send({ type: 'header', header: releaseHeader(fileTarget('/dev/null')) });
    expect(await writer.saw('fatal')).toMatchObject({ code: 'usage' });
  });

  it('can follow a write in the same session', async () => {
    const card = await loopCard(8 * MIB);
    const writer = await startWriter();
    const [outcome] = await writer.pass(cardHeader([card]), testImage(4 * MIB));
    expect(outcome).toMatchObject({ kind: 'done', ejected: false });
    expect(await release(writer, card.target)).toBe(false);
    const phases = writer.events.flatMap((event) => (event.type === 'phase' ? event.phase : []));
    expect(phases).not.toContain('ejecting');
  });
});
