import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isAlive } from '../../../src/node/alive.ts';
import { takeSleepLock } from '../../../src/node/sleep/take-lock.ts';
import { onlyPrograms } from '../../support/programs.ts';
import { until } from '../../support/waiting.ts';

/** Holds a lock, of which a file tells, as long as `cat` runs. */
const GRANTS = 'echo $$ > "$here/held-$$"; echo "$*" > "$here/asked"; /bin/cat; /bin/rm "$here/held-$$"';
const REFUSES = 'echo "$*" >> "$here/refused"; exit 1';

afterEach(() => {
  vi.unstubAllEnvs();
});

async function holders(folder: string): Promise<readonly number[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('held-'));
  return Promise.all(names.map(async (name) => Number(await readFile(path.join(folder, name), 'utf8'))));
}

describe.runIf(process.platform === 'linux')('a lock against sleep', () => {
  it('is there when it is told, and gone when it is let go', async () => {
    const folder = await onlyPrograms({ 'systemd-inhibit': GRANTS });
    const lock = await takeSleepLock('write', 'Writing a card');
    expect(lock?.holdsLid).toBe(true);
    expect(await holders(folder)).toHaveLength(1);
    lock?.release();
    lock?.release();
    await lock?.ended;
    expect(await holders(folder)).toEqual([]);
    const asked = '--what=sleep:handle-lid-switch --who=Nixberry --why=Writing a card --mode=block cat\n';
    expect(await readFile(path.join(folder, 'asked'), 'utf8')).toBe(asked);
  });

  it('is the smaller one where the lid is refused', async () => {
    const script = `case "$1" in *lid*) ${REFUSES};; esac; ${GRANTS}`;
    const folder = await onlyPrograms({ 'systemd-inhibit': script });
    const lock = await takeSleepLock('write', 'Writing');
    expect(lock?.holdsLid).toBe(false);
    expect(await readFile(path.join(folder, 'asked'), 'utf8')).toMatch(/^--what=sleep --who/);
    lock?.release();
    await lock?.ended;
  });

  it('is in a session of its own, so that no Ctrl-C ends it before us', async () => {
    const folder = await onlyPrograms({ 'systemd-inhibit': GRANTS });
    const lock = await takeSleepLock('write', 'Writing');
    const [holder = 0] = await holders(folder);
    // After the name: state, parent, process group, session.
    const [, , group, session] = (await readFile(`/proc/${holder}/stat`, 'latin1')).split(') ')[1]?.split(' ') ?? [];
    expect([group, session]).toEqual([String(holder), String(holder)]);
    lock?.release();
    await lock?.ended;
  });

  it("is elogind's where there is no systemd", async () => {
    const folder = await onlyPrograms({ 'elogind-inhibit': GRANTS });
    const lock = await takeSleepLock('build', 'Building');
    expect(await holders(folder)).toHaveLength(1);
    lock?.release();
    await lock?.ended;
  });

  it('is none where everything is refused, or nothing is there to ask', async () => {
    const folder = await onlyPrograms({ 'systemd-inhibit': REFUSES });
    expect(await takeSleepLock('write', 'Writing')).toBeNull();
    expect((await readFile(path.join(folder, 'refused'), 'utf8')).split('\n')).toHaveLength(3);
    await onlyPrograms({});
    expect(await takeSleepLock('write', 'Writing')).toBeNull();
    await onlyPrograms({ 'systemd-inhibit': '#' });
    expect(await takeSleepLock('write', 'Writing')).toBeNull();
  });

  it('is not waited for where nobody answers, and nobody goes on asking', async () => {
    const folder = await onlyPrograms({ 'systemd-inhibit': 'echo $$ > "$here/held-$$"; exec /bin/sleep 60' });
    expect(await takeSleepLock('write', 'Writing')).toBeNull();
    const asking = await holders(folder);
    expect(asking).toHaveLength(1);
    await until('the program to be gone', () => !asking.some(isAlive));
  });

  it('tells when somebody has ended it', async () => {
    const folder = await onlyPrograms({ 'systemd-inhibit': GRANTS });
    const lock = await takeSleepLock('write', 'Writing');
    const [holder = 0] = await holders(folder);
    process.kill(holder, 'SIGKILL');
    await lock?.ended;
    expect(isAlive(holder)).toBe(false);
    lock?.release();
  });
});
