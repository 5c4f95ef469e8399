import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT } from '../../../src/core/errors/exit.ts';
import { CARD_RECORD_PATH, USED_PATH, cardRecordSchema } from '../../../src/core/seed/card-record.ts';
import { encodeSeed } from '../../../src/core/seed/encode.ts';
import { SEED_PATH, type Seed } from '../../../src/core/seed/seed.ts';
import { bootPi } from '../host/pi-boot.ts';
import { PI_CARD_BYTES, makePiCard } from '../host/pi-card.ts';
import { filesOf, readFirmware, traces, writeFirmware } from '../host/pi-firmware.ts';
import { preparePi } from '../prepare/pi.ts';
import type { Rig, Scenario, Stick } from '../scenario.ts';
import { assertEjected, assertExit } from './checks.ts';
import { assertInPlace, assertTaken } from './seed-in-place.ts';
import { PI_IMAGE, makePiSeed } from './pi-seed.ts';

const SECRET_KEYS = [
  'password_hash_b64',
  'wifi',
  'tailscale_key_b64',
  'ssh_host_ed25519_key_b64',
  'age_key_b64',
  'own_file_b64',
];

/** From the image to the Pi: flashed with a seed, booted from the flashed bytes, booted again, seeded again. */
export const seedFirstBoot: Scenario = {
  name: 'seed-first-boot',
  expected: 'taken once, gone from the card; another only with replace',
  async run(rig) {
    const files = await preparePi((line) => {
      console.log(`rig: ${line}`);
    });
    const image = await makePiCard(files, PI_IMAGE, path.join(rig.folder, 'pi.img'));
    const seed = await makePiSeed({ hostName: 'barn', replace: false });
    const start = Date.now();
    const stick = await flashedWith(rig, image, seed);
    const flashSeconds = ((Date.now() - start) / 1000).toFixed(0);
    assert.equal(await readFirmware(stick.file, SEED_PATH), encodeSeed(seed), 'the seed on the card');
    // The search finds what there is: all but what is too short to be looked for.
    const there = await traces(stick.file, encodeSeed(seed));
    assert.ok(
      SECRET_KEYS.every((key) => there.includes(key)),
      there.join(' '),
    );

    const first = await bootPi(stick.file, rig.folder, 'first-boot');
    assertInPlace(first, seed);
    assertTaken(first);
    await assertGone(stick, seed);

    // Another seed that was not meant to replace anything: left where it is, and everything stays.
    const other = await makePiSeed({ hostName: 'stranger', replace: false });
    await putBack(rig, stick, other);
    const second = await bootPi(stick.file, rig.folder, 'second-boot');
    assertInPlace(second, seed);
    assert.deepEqual(second.files, first.files, 'what the first boot left');
    assert.match(second.said.join('\n'), /replace=1/);
    assert.equal(await readFirmware(stick.file, SEED_PATH), encodeSeed(other));

    const next = await makePiSeed({ hostName: 'shed', replace: true });
    await putBack(rig, stick, next);
    const third = await bootPi(stick.file, rig.folder, 'third-boot');
    assertInPlace(third, next);
    assertTaken(third);
    await assertGone(stick, next);
    const seconds = [first, second, third].map(({ upSeconds }) => upSeconds.toFixed(0)).join(', ');
    return `taken once, gone, replaced; flashed in ${flashSeconds} s, up after ${seconds} s`;
  },
};

async function flashedWith(rig: Rig, image: string, seed: Seed): Promise<Stick> {
  const file = path.join(rig.folder, 'barn.seed');
  await writeFile(file, encodeSeed(seed), { mode: 0o600 });
  const stick = await rig.plug('pi', { bytes: PI_CARD_BYTES });
  const ran = await rig.nixberry('flash', image, '--to', stick.device, '--seed', file, '--yes');
  assertExit(ran, EXIT.done);
  const outcomes = ran.lines.flatMap((line) => (line.type === 'target-end' ? [line.outcome] : []));
  assert.deepEqual(
    outcomes.map((outcome) => outcome.kind === 'done' && outcome.seed),
    [seed.id],
  );
  assertEjected(ran);
  await rig.unplug(stick);
  const card = cardRecordSchema.parse(JSON.parse(await readFirmware(stick.file, CARD_RECORD_PATH)));
  assert.equal(card.seed, seed.id);
  return stick;
}

/** As a person does who puts the card back into the computer and copies a file. */
async function putBack(rig: Rig, stick: Stick, seed: Seed): Promise<void> {
  const file = path.join(rig.folder, `${seed.id}.seed`);
  await writeFile(file, encodeSeed(seed));
  await writeFirmware(stick.file, SEED_PATH, file);
}

/** Neither the file nor, in any byte of the partition, what was in it. */
async function assertGone(stick: Stick, seed: Seed): Promise<void> {
  const left = await filesOf(stick.file, 'nixberry');
  assert.deepEqual(left, ['card.json', 'image.json', path.basename(USED_PATH)]);
  assert.equal(await readFirmware(stick.file, USED_PATH), `id=${seed.id}\n`);
  assert.deepEqual(await traces(stick.file, encodeSeed(seed)), []);
}
