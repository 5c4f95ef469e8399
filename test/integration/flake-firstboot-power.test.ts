import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { encodeSeed } from '../../src/core/seed/encode.ts';
import { ID, TAKEN, fake, firstbootArgv, found, modes, seedOf, start, type Pi } from './flake-firstboot-support.ts';
import { SECRETS, WHOLE, everything, wholePi } from './flake-firstboot-whole.ts';

// The power fails: everything that runs is killed before the n-th program that changes something.

const CHANGING = ['install', 'cat', 'mv', 'rm', 'sync', 'dd', 'chpasswd', 'ssh-keygen'];
/** In this many starts at once. */
const AT_ONCE = 3;

/** Kills the start before the program number `at`; the programs are counted in a file. */
async function cutAt(pi: Pi, at: number): Promise<void> {
  const count = path.join(pi.dir, 'bin/count');
  await writeFile(count, '');
  for (const name of CHANGING) {
    const real = name === 'chpasswd' ? `echo "$@" > ${pi.dir}/chpasswd; exec /bin/cat >> ${pi.dir}/chpasswd` : '';
    const next = real === '' ? `exec /usr/bin/${name} "$@"` : real;
    await fake(pi, name, `echo >> ${count}; [ $(wc -l < ${count}) != ${at} ] || kill -9 0\n${next}`);
  }
}

async function programs(): Promise<number> {
  const pi = await wholePi();
  await cutAt(pi, -1);
  expect(await start(pi)).toEqual(TAKEN);
  return (await readFile(path.join(pi.dir, 'bin/count'), 'utf8')).length;
}

async function mend(pi: Pi): Promise<void> {
  for (const name of CHANGING) await rm(path.join(pi.dir, 'bin', name));
  await fake(pi, 'chpasswd', `echo "$@" > ${pi.dir}/chpasswd; cat >> ${pi.dir}/chpasswd`);
}

/** No file with a secret in it was open to others, not even half written. */
async function expectSecretsHidden(pi: Pi): Promise<void> {
  const made = await modes(pi);
  for (const [file, text] of Object.entries(await found(pi)))
    if (file !== 'chpasswd' && SECRETS.some((secret) => text.includes(secret)))
      expect([file, made[file]?.slice(1)]).toEqual([file, '00']);
}

it('a power cut before any step costs nothing', { timeout: 180_000 }, async () => {
  const steps = await programs();
  expect(steps).toBeGreaterThan(40);
  const seed = encodeSeed(WHOLE);
  const cut = async (at: number): Promise<void> => {
    const pi = await wholePi();
    await cutAt(pi, at);
    const { code } = await start(pi);
    expect({ at, code }).toEqual({ at, code: undefined });
    await expectSecretsHidden(pi);
    const isWhole = (await readFile(pi.seed, 'utf8').catch(() => '')) === seed;
    const isNoted = (await found(pi))['state/seed.id'] === `${ID}\n`;
    expect({ at, isSafe: isWhole || isNoted }).toEqual({ at, isSafe: true });

    await mend(pi);
    // It says so where something was left to be wiped.
    const { code: again, card } = await start(pi);
    expect({ at, again, card }).toEqual({ at, again: 0, card: TAKEN.card });
    expect(await found(pi)).toEqual(everything());
  };
  for (let at = 1; at <= steps; at += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, steps - at + 1) }, (_, more) => cut(at + more)));
});

it('a seed that was half wiped is not read again, and removed', async () => {
  const pi = await wholePi();
  await fake(pi, 'dd', `printf '\\0\\0\\0' | /bin/dd of=${pi.seed} conv=notrunc status=none; kill -9 0`);
  expect((await start(pi)).code).toBeUndefined();
  expect((await readFile(pi.seed)).subarray(0, 4)).toEqual(Buffer.from('\0\0\0b'));
  await rm(path.join(pi.dir, 'bin/dd'));
  expect(await start(pi)).toEqual({ ...TAKEN, stderr: expect.stringContaining('is removed') as string });
  expect(await found(pi)).toEqual(everything());
});

it('the seed is overwritten before it is removed', async () => {
  const pi = await wholePi();
  await fake(pi, 'rm', `[ "$2" != ${pi.seed} ] || cp "$2" ${pi.dir}/bin/wiped; exec /bin/rm "$@"`);
  expect(await start(pi)).toEqual(TAKEN);
  const wiped = await readFile(path.join(pi.dir, 'bin/wiped'));
  expect(wiped.length).toBe(encodeSeed(WHOLE).length);
  expect(wiped.every((byte) => byte === 0)).toBe(true);
});

it('a full disk leaves what there was, and the seed', async () => {
  const pi = await wholePi(seedOf(['hostname=barn']));
  expect(await start(pi)).toEqual(TAKEN);
  const { ino } = await stat(path.join(pi.state, 'hostname'));
  await writeFile(pi.seed, seedOf(['replace=1', 'hostname=shed'], 'fedcba9876543210'));
  await fake(pi, 'cat', 'exit 1');
  const { code, stderr, card } = await start(pi);
  expect({ code, stderr, card }).toEqual({
    ...{ code: 1, stderr: expect.stringContaining('hostname could not be written') as string },
    card: ['seed.conf', 'used.conf'],
  });
  expect(await found(pi)).toEqual({ 'state/hostname': 'barn\n', 'state/seed.id': `${ID}\n` });
  expect((await stat(path.join(pi.state, 'hostname'))).ino).toBe(ino);
});

it('a full card loses the seed all the same', async () => {
  const pi = await wholePi(seedOf(['hostname=barn']));
  const seed = await readFile(pi.seed);
  const card = path.join(pi.dir, 'card');
  const inSmallCard = [
    `mount -t tmpfs -o size=16k none ${card} && mkdir ${card}/nixberry && cp ${pi.dir}/seed ${pi.seed}`,
    `dd if=/dev/zero of=${card}/full bs=1k status=none 2>/dev/null; "$@"; echo "exit $?"`,
    `ls ${card}/nixberry; cat ${card}/nixberry/used.conf`,
  ].join('\n');
  await writeFile(path.join(pi.dir, 'seed'), seed);
  const { stdout, stderr } = await execa('unshare', ['-m', 'sh', '-c', inSmallCard, 'sh', ...firstbootArgv(pi)]);
  expect({ stdout, stderr }).toEqual({ stdout: `exit 0\nused.conf\nid=${ID}`, stderr: '' });
  expect((await found(pi))['state/hostname']).toBe('barn\n');
});
