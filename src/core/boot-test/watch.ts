import type { ConsoleLine, ConsoleName } from './console.ts';
import type { BootFailure } from './failures.ts';
import { NOTHING_STARTED, PROMPT, TYPED, waitsForKey } from './u-boot.ts';

export type Verdict =
  | { readonly kind: 'booted'; readonly line: string }
  | { readonly kind: 'failed'; readonly reason: BootFailure; readonly detail: string | null };

export interface BootWatch {
  readonly see: (from: ConsoleName, line: ConsoleLine) => void;
  /** The first that there was; null before. */
  readonly verdict: () => Verdict | null;
  /** What has to be typed now on the serial console: once, else null. */
  readonly toType: () => string | null;
  /** Whether the kernel runs. */
  readonly inKernel: () => boolean;
  /** The verdict when nothing more comes. */
  readonly over: (why: 'ended' | 'timeout') => Verdict;
}

/** As agetty asks, for any host; `nixos login: nixos (automatic login)` is one, too. */
const LOGIN = /^\S+ login:/;
const PANIC = /Kernel panic - not syncing: (.*)/;

/** systemd's, dracut's, initramfs-tools' and NixOS' shells for somebody who mends what did not start. */
const EMERGENCY = [
  /You are in emergency mode/,
  /Entering emergency mode/,
  /Give root password for maintenance/,
  /Dropping to a shell!/,
  /^\(initramfs\)/,
  /An error occurred in stage 1 of the boot process/,
  /An error occurred in stage 2 of the boot process/,
];

/** U-Boot's last words; those of a kernel that it starts as an EFI program; the kernel's first. */
const KERNEL_STARTS = /^(?:Starting kernel \.\.\.|EFI stub: |\[ +0\.000000\] )/;
const SKIPPED = /^Skipping .* for failure retrieving (\S+)/;
const WRONG_KERNEL = 'Bad Linux ARM64 Image magic';
const PARAMETERS = /^append: (.*)/;

/** Watches consoles for a login, or for `until` (as it stands, once the kernel runs), and for what shows that neither will come. */
export function createBootWatch(until: string | null): BootWatch {
  let typing: 'not-yet' | 'now' | 'done' = 'not-yet';
  let kernel = false;
  let heard = false;
  let parameters: string | null = null;
  let skipped: string | null = null;
  let wrongKernel = false;
  let verdict: Verdict | null = null;

  const failed = (reason: BootFailure, detail: string | null = null): Verdict => ({ kind: 'failed', reason, detail });

  const nothingStarted = (): Verdict => {
    if (wrongKernel) return failed('not-aarch64');
    return skipped === null ? failed('nothing-bootable') : failed('file-missing', skipped);
  };

  const seeUBoot = ({ text, finished }: ConsoleLine): Verdict | null => {
    if (waitsForKey(text) && typing === 'not-yet') typing = 'now';
    // Where it waited for no key, only its prompt tells that it has given up.
    if (!finished) return text === PROMPT && typing === 'not-yet' ? nothingStarted() : null;
    if (text === NOTHING_STARTED) return nothingStarted();
    skipped ??= SKIPPED.exec(text)?.[1] ?? null;
    wrongKernel ||= text.includes(WRONG_KERNEL);
    parameters = PARAMETERS.exec(text)?.[1] ?? parameters;
    kernel = KERNEL_STARTS.test(text);
    return null;
  };

  const seeSystem = ({ text, finished }: ConsoleLine): Verdict | null => {
    heard ||= text.trim() !== '';
    if (until === null ? LOGIN.test(text) : text.includes(until)) return { kind: 'booted', line: text.trim() };
    if (EMERGENCY.some((sign) => sign.test(text))) return failed('emergency');
    const panic = finished ? PANIC.exec(text)?.[1] : undefined;
    return panic === undefined ? null : failed('panic', panic);
  };

  return {
    see: (from, line) => {
      // Of the other console U-Boot knows nothing.
      kernel ||= from === 'virtio';
      verdict ??= kernel ? seeSystem(line) : seeUBoot(line);
    },
    verdict: () => verdict,
    toType: () => {
      if (typing !== 'now') return null;
      typing = 'done';
      return TYPED;
    },
    inKernel: () => kernel,
    over: (why) => {
      if (why === 'timeout' && kernel && !heard) return failed('silent', consolesOf(parameters));
      return failed(why);
    },
  };
}

/** `tty0, ttyS1` of a kernel's parameters; null where they name none. */
function consolesOf(parameters: string | null): string | null {
  const named = [...(parameters ?? '').matchAll(/(?:^| )console=([^ ,]+)/g)].map(([, name = '']) => name);
  return named.length === 0 ? null : [...new Set(named)].join(', ');
}
