import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PHASES, type CardState, type Phase } from '../../src/contract/writer.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { fileTarget, writeHeader } from '../support/headers.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { startTestPass } from '../support/test-pass.ts';

const MIB = BLOCK_BYTES;
const image = testImage(3 * MIB + 700);

/** What a card that ended in this state may begin with. */
function looksAs(state: CardState, card: Buffer): boolean {
  const isMarked = card.subarray(0, MARKER.length).toString() === MARKER;
  switch (state) {
    case 'unbootable':
      return isMarked;
    case 'complete':
      return card.equals(image);
    case 'unknown':
      // Wiping: old or marker. Finishing: everything else is right by then.
      return isMarked || card.every((byte) => byte === 0) || card.subarray(MIB).equals(image.subarray(MIB));
    case 'untouched':
      return card.byteLength === 0;
  }
}

describe('a cancelled pass', () => {
  const phases: readonly Phase[] = PHASES.filter(
    (phase) => !['checking', 'unmounting', 'probing', 'checking-seed', 'ejecting'].includes(phase),
  );

  it.each(phases)('while %s tells of every target once, and its cards are what it says', async (phase) => {
    const folder = await tempFolder();
    const paths = ['1.img', '2.img'].map((name) => path.join(folder, name));
    const targets = paths.map((card) => fileTarget(card, { cardBytes: image.byteLength }));
    const run = startTestPass(writeHeader({ targets }), (event, pass) => {
      if (event.type === 'phase' && event.phase === phase) pass.cancel();
    });
    await run.send(image).catch(() => undefined);
    if (!run.outcomes().size) {
      run.pass.end();
      run.pass.commit({ bytes: image.byteLength, sha256: sha256(image) });
    }
    await run.pass.done;
    expect(run.outcomes().size).toBe(2);
    for (const [index, outcome] of run.outcomes()) {
      if (!('state' in outcome)) throw new Error(`a cancelled target was ${outcome.kind}`);
      expect(outcome.kind).toBe('cancelled');
      // What was under way when it was cancelled still ends.
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect([outcome.state, looksAs(outcome.state, await readFile(paths[index] ?? ''))]).toEqual([
        outcome.state,
        true,
      ]);
    }
    expect(run.events.filter(({ type }) => type === 'pass-end')).toHaveLength(1);
    expect(run.events.at(-1)?.type).toBe('pass-end');
  });

  it('before anything has happened leaves nothing behind', async () => {
    const card = path.join(await tempFolder(), 'card.img');
    const run = startTestPass(writeHeader({ targets: [fileTarget(card)] }));
    run.pass.cancel();
    await run.pass.done;
    expect(run.outcomes().get(0)).toEqual({ kind: 'cancelled', state: 'untouched' });
    await expect(readFile(card)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('after some data has the marker in place', async () => {
    const card = path.join(await tempFolder(), 'card.img');
    const run = startTestPass(writeHeader({ targets: [fileTarget(card)] }));
    await run.send(image, 2 * MIB + 5);
    run.pass.cancel();
    await run.pass.done;
    expect(run.outcomes().get(0)).toEqual({ kind: 'cancelled', state: 'unbootable' });
    expect((await readFile(card)).subarray(0, MARKER.length).toString()).toBe(MARKER);
  });

  it('with all data but no commit has the marker in place', async () => {
    const card = path.join(await tempFolder(), 'card.img');
    const run = startTestPass(writeHeader({ targets: [fileTarget(card)] }));
    await run.send(image);
    run.pass.end();
    run.pass.cancel();
    run.pass.commit({ bytes: image.byteLength, sha256: sha256(image) });
    await run.pass.done;
    expect(run.outcomes().get(0)).toEqual({ kind: 'cancelled', state: 'unbootable' });
    expect((await readFile(card)).subarray(0, MARKER.length).toString()).toBe(MARKER);
  });

  it('may be cancelled again and again, and after its end', async () => {
    const card = path.join(await tempFolder(), 'card.img');
    const run = startTestPass(writeHeader({ targets: [fileTarget(card)] }));
    await run.complete(image);
    run.pass.cancel();
    run.pass.cancel();
    expect(run.outcomes().get(0)?.kind).toBe('done');
    expect((await readFile(card)).equals(image)).toBe(true);
  });
});
