import { existsSync } from 'node:fs';
import { copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTempFolder } from '../../src/cli/in-temp-folder.ts';
import { encodeSeed } from '../../src/core/seed/encode.ts';
import { SEED_PATH, type Seed } from '../../src/core/seed/seed.ts';
import { useCli } from '../cli/run-cli.ts';
import { formsOf } from '../support/secret-forms.ts';
import {
  MARKS,
  SECRETS_JSON,
  filesWith,
  leaks,
  makePlace,
  readSeed,
  secretsOf,
  traced,
  writtenFiles,
  type Place,
  type Traced,
} from './seed-secrets-support.ts';
import { MIB, loopCard } from './writer-support.ts';

// Marked secrets, and what is made of them, are looked for wherever somebody else could look: in the arguments and the
// environment of every process, in what is said, in every file that is left; as they are, in base64 and in hex.

const cli = useCli();
let place: Place;
let image: string;
let seedFile: string;
let seed: Seed;
let forms: readonly string[];
const FIRMWARE_BYTES = 8 * MIB;

const card = (name: string): string => path.join(place.dir, 'cards', name);
const run = (
  args: readonly string[],
  more: Parameters<typeof traced>[3] = {},
  program = cli.program(),
): Promise<Traced> => traced(place, program, args, more);

beforeAll(async () => {
  place = await makePlace(await makeTempFolder());
  seedFile = path.join(place.own, 'barn.seed');
  const made = await run(newSeed(seedFile), { stdin: SECRETS_JSON });
  expect(made).toMatchObject({ code: 0 });
  seed = await readSeed(seedFile);
  forms = secretsOf(seed);
  // What is searched for can be found: in the seed, and in the log of processes what is no secret.
  const text = await readFile(seedFile, 'utf8');
  for (const secret of [MARKS.passphrase, MARKS.tailscale, MARKS.age, MARKS.ownFile])
    expect(formsOf(secret).some((form) => text.includes(form))).toBe(true);
  expect(made.strace).toContain('"--secrets-fd", "0"');
  expect(made.strace).toContain(`HOME=${place.env.HOME ?? ''}`);
  expect(await leaks(place, made, forms)).toEqual([]);
  expect(writtenFiles(place, made.strace)).toEqual([seedFile]);
  image = await demoImage();
}, 120_000);
afterAll(() => rm(place.dir, { recursive: true, force: true }));

function newSeed(file: string): readonly string[] {
  const given = ['--password', '--tailscale', '--age-key', path.join(place.own, 'age.txt')];
  const wifi = ['--wifi', 'Home', '--wifi-security', 'wpa2+wpa3', '--country', 'GB'];
  const own = ['--own-file', path.join(place.own, 'file')];
  return ['seed', 'new', '--host-name', 'barn', ...wifi, ...given, ...own, '--secrets-fd', '0', '-o', file, '--json'];
}

/** The demo's image: it takes seeds. */
async function demoImage(): Promise<string> {
  const out = card('image.img');
  expect(await run(['build', `path:${place.flake}`, '--out', out, '--json'])).toMatchObject({ code: 0 });
  return out;
}

/** A file of the card's FAT partition. */
async function onFirmware(file: string, name: string): Promise<string> {
  const { stdout } = await execa('mtype', ['-i', `${file}@@${FIRMWARE_BYTES}`, `::${name}`], {
    ...{ env: { MTOOLS_SKIP_CHECK: '1' }, stripFinalNewline: false },
  });
  return stdout;
}

async function expectNoLeak(ran: Traced, code: number, more: readonly string[] = []): Promise<void> {
  expect({ code: ran.code, said: ran.code === code ? '' : ran.said }).toEqual({ code, said: '' });
  expect(await leaks(place, ran, [...forms, ...more])).toEqual([]);
}

it('a leak would be found', async () => {
  const base64 = Buffer.from(`a ${MARKS.password}`).toString('base64');
  const left = path.join(place.dir, 'tmp/left');
  const program = `console.log(${JSON.stringify(MARKS.tailscale)}); require('fs').writeFileSync(${JSON.stringify(left)}, process.argv[1])`;
  const found = await leaks(place, await run([program, base64], {}, '-e'), forms);
  await rm(left);
  expect(found.map((leak) => leak.split(' ')[0])).toEqual(['process:', 'said:', 'process:', left]);
});

it('a seed is for its owner only, and is shown without them', async () => {
  expect((await stat(seedFile)).mode & 0o777).toBe(0o600);
  for (const how of [[], ['--json']]) await expectNoLeak(await run(['seed', 'show', seedFile, ...how]), 0);
});

it('a card that is flashed with it', async () => {
  const file = card('card.img');
  for (const how of [['--json'], []]) {
    const ran = await run(['flash', image, '--to', file, '--seed', seedFile, '--yes', ...how]);
    await expectNoLeak(ran, 0);
    expect(await onFirmware(file, SEED_PATH)).toBe(encodeSeed(seed));
    expect(writtenFiles(place, ran.strace)).toEqual([file]);
  }
  await expectNoLeak(await run(['identify', file, '--json']), 0);
  await expectNoLeak(await run(['identify', file]), 0);
}, 120_000);

it('a drive that is flashed with it by the writer', async () => {
  const { device, file } = await loopCard(80 * MIB);
  const args = ['flash', image, '--to', device, '--seed', seedFile, '--yes', '--allow-virtual', '--no-eject', '--json'];
  await expectNoLeak(await run(args), 0);
  expect(await onFirmware(file, SEED_PATH)).toBe(encodeSeed(seed));
  await expectNoLeak(await run(['identify', device, '--allow-virtual', '--json']), 0);
}, 120_000);

it('a card that is made', async () => {
  const file = card('made.img');
  const given = await run(['make', `path:${place.flake}`, '--to', file, '--seed', seedFile, '--yes', '--json']);
  await expectNoLeak(given, 0);
  expect(await onFirmware(file, SEED_PATH)).toBe(encodeSeed(seed));

  // Without a seed it gets one of its own, with a new host key; what is offered and not wanted goes nowhere.
  const { device, file: drive } = await loopCard(80 * MIB);
  const to = ['--to', device, '--yes', '--allow-virtual', '--no-eject', '--json', '--secrets-fd', '0'];
  const made = await run(['make', `path:${place.flake}`, ...to], { stdin: SECRETS_JSON });
  const own = path.join(place.own, 'made.seed');
  await writeFile(own, await onFirmware(drive, SEED_PATH));
  await expectNoLeak(made, 0, secretsOf(await readSeed(own)));

  // The store with the image in it, the records of what was kept: everything is below the place. They are there.
  expect(existsSync(path.join(place.dir, 'store'))).toBe(true);
  expect(await filesWith(place, ['nixberry-demo'])).not.toEqual([]);
}, 180_000);

it('what fails', async () => {
  const out = path.join(place.own, 'never.seed');
  const secrets = (wifi: string): string =>
    JSON.stringify({ password: MARKS.password, tailscale: MARKS.tailscale, wifi: { Home: wifi } });
  const long = MARKS.passphrase.padEnd(64, 'z');
  const wrong = [
    secrets(long),
    SECRETS_JSON.slice(0, -1),
    `{"${MARKS.password}": "${MARKS.tailscale}"}`,
    JSON.stringify({ password: [MARKS.password], wifi: MARKS.passphrase }),
    JSON.stringify({
      tailscale: `${MARKS.tailscale} ${MARKS.tailscale}`,
      password: MARKS.password,
      wifi: { Home: '' },
    }),
  ];
  for (const stdin of wrong) await expectNoLeak(await run(newSeed(out), { stdin }), 2);
  expect(existsSync(out)).toBe(false);

  const text = encodeSeed(seed);
  const broken = [
    text.replace('end=1', ''),
    text.replace('tailscale_key_b64=', 'tailscale_key='),
    text.replace('password_hash_b64=', 'password_hash_b64=!'),
    text.replace(/^wifi=.*$/m, `wifi=wpa2,${MARKS.passphrase}`),
    text.replace('nixberry-seed=1', MARKS.password),
  ];
  const file = path.join(place.own, 'broken.seed');
  for (const one of broken) {
    await writeFile(file, one);
    await expectNoLeak(await run(['seed', 'show', file, '--json']), 2);
    await expectNoLeak(await run(['flash', image, '--to', card('no.img'), '--seed', file, '--yes']), 2);
  }
  expect(existsSync(card('no.img'))).toBe(false);
}, 180_000);

it('what is refused, and what is cancelled', async () => {
  const other = card('other.img');
  await copyFile(image, other);
  await execa('mdel', ['-i', `${other}@@${FIRMWARE_BYTES}`, '::nixberry/image.json'], {
    env: { MTOOLS_SKIP_CHECK: '1' },
  });
  const flashTo = (of: string, target: string): readonly string[] => [
    ...['flash', of, '--to', target, '--seed', seedFile, '--yes', '--allow-virtual', '--json'],
  ];
  await expectNoLeak(await run(flashTo(other, card('refused.img'))), 3);

  const { device } = await loopCard(80 * MIB);
  await expectNoLeak(await run(flashTo(image, device), { interruptAt: /"phase":"writing"/ }), 130);
  const make = [
    'make',
    `path:${place.flake}`,
    '--to',
    device,
    '--seed',
    seedFile,
    '--yes',
    '--allow-virtual',
    '--json',
  ];
  await expectNoLeak(await run(make, { interruptAt: /"phase":"writing"/ }), 130);
}, 180_000);
