import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createConsoleReader } from '../../../src/core/boot-test/console.ts';
import { BOOT_FAILURES } from '../../../src/core/boot-test/failures.ts';
import { TYPED } from '../../../src/core/boot-test/u-boot.ts';
import { createBootWatch, type BootWatch, type Verdict } from '../../../src/core/boot-test/watch.ts';

function recorded(name: string): string {
  return readFileSync(path.resolve('test/fixtures/boot-consoles', `${name}.txt`), 'utf8');
}

/** A watch that has seen this on the serial console, in pieces of some length, as they may come. */
function watching(output: string, until: string | null = null, pieceLength = 7): BootWatch {
  const watch = createBootWatch(until);
  const read = createConsoleReader();
  for (let at = 0; at < output.length; at += pieceLength)
    for (const line of read(output.slice(at, at + pieceLength))) watch.see('serial', line);
  return watch;
}

const finished = (text: string): { readonly text: string; readonly finished: true } => ({ text, finished: true });
const failed = (reason: string, detail: string | null = null): object => ({ kind: 'failed', reason, detail });

describe('a recorded console', () => {
  test.each([1, 7, 64, 100_000])('that asks for a login has booted, in pieces of %i', (length) => {
    const watch = watching(recorded('login.raw'), null, length);
    expect(watch.verdict()).toEqual({ kind: 'booted', line: 'pi-abc123 login:' });
    expect(watch.inKernel()).toBe(true);
  });

  test.each([
    ['nothing-bootable', null],
    ['file-missing', 'kernel'],
    ['not-aarch64', null],
    ['panic', 'VFS: Unable to mount root fs on unknown-block(0,0)'],
    ['emergency', null],
  ])('tells %s by itself', (name, detail) => {
    expect(watching(recorded(name)).verdict()).toEqual(failed(name, detail));
  });

  test.each([
    ['ended', 'ended', null],
    ['silent', 'timeout', 'ttyS1, tty0'],
  ] as const)('tells %s when nothing more comes', (name, why, detail) => {
    const watch = watching(recorded(name));
    expect(watch.verdict()).toBeNull();
    expect(watch.over(why)).toEqual(failed(name, detail));
  });

  test('is there for every reason but the one that is any', () => {
    const unrecorded = BOOT_FAILURES.filter((reason) => reason !== 'timeout');
    expect(unrecorded.map((reason) => recorded(reason) !== '')).not.toContain(false);
  });

  test('that was cut off anywhere has not booted', () => {
    const whole = recorded('login.raw');
    const verdicts: (Verdict | null)[] = [];
    for (let end = 0; end < whole.length - 'login: '.length; end += 11)
      verdicts.push(watching(whole.slice(0, end), null, 50).verdict());
    expect(new Set(verdicts)).toEqual(new Set([null]));
  });
});

describe('U-Boot', () => {
  test('is answered once, when it waits for a key', () => {
    const watch = createBootWatch(null);
    expect(watch.toType()).toBeNull();
    watch.see('serial', { text: 'Hit any key to stop autoboot:  2 ', finished: false });
    expect(watch.toType()).toBe(TYPED);
    watch.see('serial', finished('Hit any key to stop autoboot:  0 '));
    expect(watch.toType()).toBeNull();
  });

  test('that repeats what was typed has not given up', () => {
    expect(watching(`Hit any key to stop autoboot: 2\n=> ${TYPED.trim()}\n`).verdict()).toBeNull();
  });

  test('that waited for no key has given up at its prompt', () => {
    expect(watching('No ethernet found.\n=> ').verdict()).toEqual(failed('nothing-bootable'));
  });

  test('says the text that is waited for only in passing', () => {
    const append = 'append: init=/nix/store/x-nixos-system-porch/init\n';
    expect(watching(append, 'porch').verdict()).toBeNull();
    expect(watching(`${append}Starting kernel ...\nporch\n`, 'porch').verdict()).toMatchObject({ kind: 'booted' });
  });
});

describe('a system', () => {
  const started = 'Starting kernel ...\n';

  test.each(['nixos login: ', 'nixos login: nixos (automatic login)\n', 'Pi-4.local login: '])('asks %j', (line) => {
    expect(watching(started + line, null, 100).verdict()).toEqual({ kind: 'booted', line: line.trim() });
  });

  test.each([
    '[   12.1] systemd[1]: Started login service.\n',
    '         Starting User login: management\n',
    'May 1 sshd: no login: for you\n',
  ])('says %j, and that is no login', (line) => {
    expect(watching(started + line).verdict()).toBeNull();
  });

  test('that is waited for otherwise may ask for a login before', () => {
    const watch = watching(`${started}pi login: \nReached target Graphical`, 'Graphical');
    expect(watch.verdict()).toEqual({ kind: 'booted', line: 'Reached target Graphical' });
  });

  test.each([
    'You are in emergency mode. After logging in, type "journalctl -xb" to view',
    'Entering emergency mode. Exit the shell to continue.',
    'ALERT!  LABEL=NIXOS_SD does not exist.  Dropping to a shell!',
    '(initramfs) ',
    'An error occurred in stage 1 of the boot process, which must mount the',
    'Give root password for maintenance',
  ])('%j is an emergency', (line) => {
    expect(watching(`${started}${line}\n`).verdict()).toEqual(failed('emergency'));
  });

  test('that an EFI program starts is one, too', () => {
    expect(watching('EFI stub: Booting Linux Kernel...\npi login: ').verdict()).toMatchObject({ kind: 'booted' });
  });

  test('may ask on the other console alone', () => {
    const watch = watching(recorded('silent'));
    watch.see('virtio', { text: 'pi login: ', finished: false });
    expect(watch.verdict()).toEqual({ kind: 'booted', line: 'pi login:' });
  });

  test('that has been heard, on either console, was not silent', () => {
    const watch = watching(recorded('silent'));
    watch.see('virtio', finished('Welcome to NixOS'));
    expect(watch.over('timeout')).toEqual(failed('timeout'));
    expect(watching(`${started}Booting Linux\n`).over('timeout')).toEqual(failed('timeout'));
  });

  test('has a first verdict that stays', () => {
    const watch = watching(`${started}Kernel panic - not syncing: no init\npi login: `);
    expect(watch.verdict()).toEqual(failed('panic', 'no init'));
  });
});
