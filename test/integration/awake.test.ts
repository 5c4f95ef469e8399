import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Phase } from '../../src/contract/writer.ts';
import { jsonLines, useCli, type CliRun } from '../cli/run-cli.ts';
import { startPrivateBus } from '../support/private-bus.ts';
import { standInLogind, type StandInLogind } from '../support/stand-in-logind.ts';
import { testImage } from '../support/test-image.ts';
import { until } from '../support/waiting.ts';
import { folder, run } from './drives-support.ts';
import { loopCard, MIB, onCard, putInto, slowCards, type LoopCard } from './writer-support.ts';

const cli = useCli();
const IMAGE = testImage(24 * MIB);
/** Four seconds for the image. */
const SLOW = 6 * MIB;
const WRITING = { who: 'Nixberry', why: 'Writing a card', mode: 'block' };
const MAY_SLEEP = 'may go to sleep while the card is written';

interface Writing {
  readonly card: LoopCard;
  readonly logind: StandInLogind;
  readonly program: CliRun;
}

/** The program that writes a slow card, on a computer with this logind. */
async function writing(...refuses: Parameters<typeof standInLogind>[1] & object): Promise<Writing> {
  const bus = await startPrivateBus('system');
  const logind = await standInLogind(bus, refuses);
  const card = await loopCard(32 * MIB);
  const group = await slowCards([card], SLOW);
  const file = `${folder('/var/tmp')}/pi.img`;
  writeFileSync(file, IMAGE);
  const args = ['flash', file, '--to', card.device, '--yes', '--allow-virtual', '--no-probe', '--json'];
  const program = cli.start(args, { DBUS_SYSTEM_BUS_ADDRESS: bus });
  putInto(group, program.child.pid ?? 0);
  return { card, logind, program };
}

async function reached(program: CliRun, phase: Phase): Promise<void> {
  await until(phase, () => program.stdout().includes(`"phase":"${phase}"`), 30_000);
}

function isWhole(card: LoopCard): boolean {
  return onCard(card).subarray(0, IMAGE.byteLength).equals(IMAGE);
}

describe('a computer whose card is written', () => {
  it('neither sleeps nor heeds its lid, until the card is right', async () => {
    const { card, logind, program } = await writing();
    const [lock] = await until('a lock', () => logind.held().length > 0 && logind.held());
    expect(lock).toMatchObject({ ...WRITING, what: 'sleep:handle-lid-switch' });
    await reached(program, 'verifying');
    expect(logind.held()).toEqual([lock]);
    expect(await program.exit).toBe(0);
    await until('the lock to be let go', () => logind.held().length === 0);
    expect(logind.granted()).toEqual([lock]);
    expect(program.stderr()).not.toContain('sleep');
    expect(isWhole(card)).toBe(true);
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGHUP', 'SIGINT'] as const)('may sleep again after %s', async (signal) => {
    const { logind, program } = await writing();
    await reached(program, 'writing');
    expect(logind.held()).toHaveLength(1);
    program.child.kill(signal);
    expect(await program.exit).toBe(signal === 'SIGKILL' ? null : 130);
    await until('the lock to be let go', () => logind.held().length === 0);
  });

  it('sleeps when its lid is closed where only that is not to be had', async () => {
    const { card, logind, program } = await writing('handle-lid-switch');
    expect(await program.exit).toBe(0);
    expect(logind.refused()).toEqual(['sleep:handle-lid-switch']);
    expect(logind.granted()).toMatchObject([{ ...WRITING, what: 'sleep' }]);
    expect(logind.held()).toEqual([]);
    expect(isWhole(card)).toBe(true);
  });

  it('is written to the end where nothing is granted', async () => {
    const { card, logind, program } = await writing('sleep');
    expect(await program.exit).toBe(0);
    expect(logind.refused()).toHaveLength(2);
    expect(logind.granted()).toEqual([]);
    expect(jsonLines(program.stdout()).at(-1)).toMatchObject({ type: 'flashed' });
    expect(isWhole(card)).toBe(true);
  });
});

it('sleeps through no build, and then through no write', async () => {
  const bus = await startPrivateBus('system');
  const logind = await standInLogind(bus);
  const { code } = await cli.run(['demo', '--nix', 'never'], { DBUS_SYSTEM_BUS_ADDRESS: bus });
  expect(code).toBe(0);
  expect(logind.granted()).toMatchObject([
    { ...WRITING, what: 'sleep', why: 'Building an image' },
    { ...WRITING, what: 'sleep:handle-lid-switch' },
  ]);
  await until('both locks to be let go', () => logind.held().length === 0);
});

describe('what is said where no lock is granted', () => {
  /** What the program says that writes a virtual card, with these lines of shell before it in a mount namespace of its own. */
  async function said(refuses: Parameters<typeof standInLogind>[1], before: string): Promise<string> {
    const bus = await startPrivateBus('system');
    await standInLogind(bus, refuses);
    const at = folder('/var/tmp');
    writeFileSync(`${at}/pi.img`, testImage(MIB));
    writeFileSync(`${at}/state`, 'freeze mem\n');
    mkdirSync(`${at}/supplies/BAT0`, { recursive: true });
    writeFileSync(`${at}/supplies/BAT0/type`, 'Battery\n');
    const flash = [process.execPath, cli.program(), 'flash', `${at}/pi.img`, '--to', `${at}/card.img`, '--yes'];
    const inside = `cd ${at}; ${before} exec "$@" 2>&1`;
    return run(
      'env',
      `DBUS_SYSTEM_BUS_ADDRESS=${bus}`,
      ...['unshare', '--mount', '--propagation', 'private', 'sh', '-ec', inside, 'sh', ...flash],
    );
  }

  const LAPTOP = 'mount --bind state /sys/power/state; mount --bind supplies /sys/class/power_supply;';

  it('is that a laptop may go to sleep', async () => {
    expect(await said(['sleep'], LAPTOP)).toContain(MAY_SLEEP);
  });

  it('is that its lid has to stay open', async () => {
    const words = await said(['handle-lid-switch'], LAPTOP);
    expect(words).toContain('Leave the lid open');
    expect(words).not.toContain(MAY_SLEEP);
  });

  it('is nothing where it is granted, and nothing of a server', async () => {
    expect(await said([], LAPTOP)).not.toMatch(/sleep|lid/);
    const server = LAPTOP.replaceAll('supplies', 'empty');
    expect(await said(['sleep'], `mkdir empty; ${server}`)).not.toMatch(/sleep|lid/);
  });
});
