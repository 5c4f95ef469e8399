import { InvalidArgumentError, Option, type Command } from 'commander';
import { runBootTest } from '../boot-test/run-boot-test.ts';
import { parseImage } from '../options/image.ts';
import { parseSeconds } from '../options/seconds.ts';
import { parseSize } from '../options/size.ts';
import { runCommand, type CommonOptions } from '../run.ts';

interface Options extends CommonOptions {
  readonly until?: string;
  readonly timeout: number;
  readonly memory: number;
  readonly uBoot?: string;
}

/** The initramfs lies 256 MiB from the start (`core/boot-test/u-boot.ts`), and the kernel unpacks it. */
const MIN_MEMORY_BYTES = 512 * 2 ** 20;
const MEMORY_BYTES = 2 ** 30;
const TIMEOUT_MS = 300_000;

const HELP = `
IMAGE is what \`nixberry flash\` takes; it is only read. A copy of it is started
by U-Boot on QEMU's aarch64 machine "virt", without a network, until there is a
login on its console, or the text of --until. It takes QEMU for aarch64 and
U-Boot for it (Debian, Ubuntu: qemu-system-arm, u-boot-qemu).

What it tells: the partition table, U-Boot's extlinux.conf, the kernel, the
initramfs and the root file system are whole and fit together, and the system
comes up.
What it cannot tell: whether the Pi's own firmware starts it (start.elf,
config.txt, U-Boot for the Pi), its device tree, and all that is on a board:
radios, GPIO, display, camera. Images that the firmware starts without U-Boot,
32-bit images, and kernels of the vendor, which know no virtual machine, do not
start here though they may on a Pi.

The consoles: the serial port is ttyAMA0. Images whose kernel speaks on ttyS1 or
tty0 alone are silent there once the kernel starts; for them the login counts
that systemd starts on hvc0. The kernel's messages are not seen then.

Examples:
  nixberry boot-test nixos.img.zst
  nixberry boot-test card.img --until 'Reached target Multi-User System'

Exit codes:
  0 booted
  1 QEMU itself failed                             8 bad image
  2 QEMU or U-Boot is missing, or there is         9 download failed
    no room for the copy                           130 cancelled
  4 it did not boot`;

/** `nixberry boot-test`. */
export function defineBootTest(command: Command): void {
  command
    .description('Starts a copy of an image on an emulated aarch64 machine, and says whether it comes up.')
    .argument('<image>', 'a file, or an http(s) address', parseImage)
    .option('--until <text>', 'wait for this text on a console, in place of a login', parseText)
    .addOption(
      new Option('--timeout <seconds>', 'how long it may take').argParser(parseSeconds).default(TIMEOUT_MS, '300'),
    )
    .addOption(
      new Option('--memory <size>', 'memory of the machine, 512M at least')
        .argParser(parseMemory)
        .default(MEMORY_BYTES, '1G'),
    )
    .option('--u-boot <file>', 'u-boot.bin for QEMU aarch64, where it is not installed')
    .addHelpText('after', HELP)
    .action((image: string, { until, timeout, memory, uBoot, ...common }: Options) =>
      runCommand('boot-test', common, (context) =>
        runBootTest(context, {
          image,
          until: until ?? null,
          timeoutMs: timeout,
          memoryBytes: memory,
          uBoot: uBoot ?? null,
        }),
      ),
    );
}

function parseText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give a text.');
  return text;
}

function parseMemory(text: string): number {
  const bytes = parseSize(text);
  if (bytes < MIN_MEMORY_BYTES) throw new InvalidArgumentError('Give 512M at least.');
  return bytes;
}
