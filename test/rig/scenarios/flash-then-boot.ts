import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { startsWith } from '../host/bytes.ts';
import { buildCard, extlinuxFor } from '../host/flake-card.ts';
import { bootTested } from '../host/nixberry.ts';
import { PI_CARD_BYTES } from '../host/pi-card.ts';
import { writeFirmware } from '../host/pi-firmware.ts';
import { tool } from '../host/tool.ts';
import { preparePi } from '../prepare/pi.ts';
import type { Rig, Scenario, Stick } from '../scenario.ts';
import { assertEjected, assertExit } from './checks.ts';

const USED = 'used';

/**
 * From a flake to a login: built by Nix, flashed to a USB drive full of other bytes, of which those in free blocks stay there,
 * and started from the drive's bytes by `nixberry boot-test`.
 */
export const flashThenBoot: Scenario = {
  name: 'flash-then-boot',
  expected: 'built by Nix, flashed without its free blocks, booted to a login of its own name',
  async run(rig) {
    const files = await preparePi((line) => {
      console.log(`rig: ${line}`);
    });
    const { image, hostName } = await buildCard(files, rig.folder);
    const { stick, skippedBytes } = await flashedOverOld(rig, image);
    const booted = await bootTested(stick.file, '--until', `${hostName} login:`);
    assert.equal(booted.code, EXIT.done, booted.text);

    // As Nixberry's own images are: the kernel speaks on the screen alone. Packed, for most images are.
    const packed = await bootTested(await packedSilent(rig, image));
    assert.equal(packed.code, EXIT.done, packed.text);
    assert.equal(packed.line, `${hostName} login:`);
    assert.deepEqual(packed.from, ['serial', 'virtio']);
    const screen = `in ${packed.seconds} s with the kernel on the screen`;
    return `${hostName}, ${skippedBytes} bytes left out, booted to a login in ${booted.seconds} s; ${screen}`;
  },
};

/** Flashes with `--skip-free`: what is left out still has the bytes of before, as on a card that was in use. */
async function flashedOverOld(
  rig: Rig,
  image: string,
): Promise<{ readonly stick: Stick; readonly skippedBytes: number }> {
  await writeFile(path.join(rig.folder, `${USED}.drive`), randomBytes(PI_CARD_BYTES));
  const stick = await rig.plug(USED, { content: 'kept', bytes: PI_CARD_BYTES });
  const ran = await rig.nixberry('flash', image, '--to', stick.device, '--yes', '--skip-free');
  assertExit(ran, EXIT.done);
  assertEjected(ran);
  await rig.unplug(stick);
  const [outcome] = ran.lines.flatMap((line) => (line.type === 'target-end' ? [line.outcome] : []));
  assert.ok(outcome?.kind === 'done', ran.text);
  assert.ok(outcome.skippedBytes > 0, 'nothing was left out');
  assert.ok(!(await startsWith(stick.file, image)), 'nothing of before is on the drive');
  return { stick, skippedBytes: outcome.skippedBytes };
}

/** The same image with another extlinux.conf, as .zst. */
async function packedSilent(rig: Rig, image: string): Promise<string> {
  const copy = path.join(rig.folder, 'silent.img');
  await copyFile(image, copy);
  // Files of a store are read-only.
  await chmod(copy, 0o600);
  const extlinux = path.join(rig.folder, 'extlinux.conf');
  await writeFile(extlinux, extlinuxFor(['ttyS1,115200n8', 'tty0']));
  await writeFirmware(copy, 'extlinux/extlinux.conf', extlinux);
  await tool('zstd', ['-q', '-1', '--rm', copy]);
  return `${copy}.zst`;
}
