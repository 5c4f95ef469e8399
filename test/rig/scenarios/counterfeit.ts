import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { MIB } from '../host/block-devices.ts';
import { changedPages } from '../host/bytes.ts';
import { counterfeit } from '../host/lying-disks.ts';
import { SLOW } from '../host/waiting.ts';
import type { Scenario } from '../scenario.ts';
import { assertFailed, assertLeftUnfinished, phasesOf } from './faults.ts';

const REAL_BYTES = 64 * MIB;
const CLAIMED_BYTES = 2048 * MIB;
const WORDS = /claims to hold [^]*very likely counterfeit[^]*Do not use this card/;
/** A SHA-256. */
const WORD_BYTES = 32;
/** 1, 3, 5, 9 ... MiB, and one at the end. */
const MOST_POSITIONS = 12;
const START_MS = 60_000;
/** From the first look at the drive on: Node's own start takes long in a guest without KVM. */
const FOUND_MS = 15_000;
/** What the probe can tell: where addresses wrap exactly, where writes are dropped the first of its positions behind that. */
const TOLD_BYTES = { wraps: REAL_BYTES, drops: REAL_BYTES + MIB };

/** Cards that lie about their size are found before the long write, without being asked for. */
export const counterfeits: readonly Scenario[] = (['wraps', 'drops'] as const).map((behindTheEnd) => ({
  name: `counterfeit-${behindTheEnd}`,
  expected: 'exit 4 in under 15 s, nothing of the image written, marker',
  async run(rig) {
    const stick = await rig.plug(`fake${behindTheEnd}`, {
      content: 'card',
      bytes: REAL_BYTES,
      disk: (file) => counterfeit(file, CLAIMED_BYTES, behindTheEnd),
    });
    const before = `${stick.file}-before`;
    await copyFile(stick.file, before);
    const job = rig.start('flash', rig.image, '--to', stick.device, '--yes');
    await job.see(/"phase":"checking"/, START_MS);
    const start = Date.now();
    const ran = await rig.finished(job);
    const ms = Date.now() - start;
    const facts = assertFailed(ran, { exit: 'verification', code: 'counterfeit', state: 'unbootable', words: WORDS });
    assert.equal(facts.claimedBytes, CLAIMED_BYTES);
    assert.equal(facts.realBytes, TOLD_BYTES[behindTheEnd]);
    assert.equal(phasesOf(ran).at(-1), 'probing');
    assert.ok(ms < FOUND_MS * SLOW, `found after ${ms} ms`);
    await assertLeftUnfinished(rig, stick);
    await assertOnlyProbed(before, stick.file);
    return `exit 4 after ${(ms / 1000).toFixed(1)} s, ${String(facts.realBytes)} bytes, marker`;
  },
}));

/** Behind the marker nothing has changed but the pages of the probe, each of which is one short word again and again. */
async function assertOnlyProbed(before: string, after: string): Promise<void> {
  const pages = await changedPages(before, after, MIB);
  for (const { offset, bytes } of pages) {
    const word = bytes.subarray(0, WORD_BYTES);
    assert.ok(bytes.equals(Buffer.alloc(bytes.byteLength, word)), `not of the probe: the page at ${offset}`);
  }
  assert.ok(pages.length > 0 && pages.length <= MOST_POSITIONS, `${pages.length} pages`);
}
