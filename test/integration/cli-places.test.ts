import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, useCli } from '../cli/run-cli.ts';
import { makeTempFolder } from '../../src/cli/in-temp-folder.ts';
import { until } from '../support/waiting.ts';
import { keptImageSchema } from '../../src/core/kept/record.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { startOtherMachine, type OtherMachine } from './other-machine.ts';
import { makePlacesFlake, nixberryEnv, withoutNix } from './places-support.ts';

/** Longer than any run waits here for something, on a computer that has other things to do. */
const LEAVE_MS = 150_000;
/** Much more than the buffers on the way to a card hold. */
const STREAMED_MB = 200;

const cli = useCli(LEAVE_MS);
let other: OtherMachine;
let flake: Awaited<ReturnType<typeof makePlacesFlake>>;
let work: string;
beforeAll(async () => {
  other = await startOtherMachine();
  flake = await makePlacesFlake(24);
});
beforeEach(async () => (work = await makeTempFolder()));
afterEach(() => rm(work, { recursive: true, force: true }));
afterAll(async () => {
  await other.stop();
  await flake.remove();
});

const env = (): Record<string, string> => ({ ...nixberryEnv(join(work, 'data')), ...other.env });
const STORE = 'store:ssh-ng://other';
const HOST = 'host:other';

async function run(...args: readonly string[]) {
  const { code, stdout, stderr } = await cli.run([...args, '--json'], env());
  const lines = jsonLines(stdout);
  return { code, stderr, lines, last: lines.at(-1) };
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

const keptFiles = async (): Promise<readonly string[]> => (await readdir(join(work, 'data/nixberry/images'))).sort();

describe.each([STORE, HOST])('%s', (place) => {
  // One of its own: what the other place has built is built.
  let flake: Awaited<ReturnType<typeof makePlacesFlake>>;
  beforeAll(async () => (flake = await makePlacesFlake(24)));
  afterAll(() => flake.remove());

  it('builds the host there, says why it is built as it is, and brings the image here', async () => {
    const { code, last, lines } = await run('build', `${flake.dir}#pi`, '--on', place);
    expect({ code, last }).toMatchObject({ code: 0, last: { type: 'built', elsewhere: 'other', how: 'cross' } });
    expect(lines.find(({ type }) => type === 'build-target')).toMatchObject({ how: 'cross', why: 'cross-no-arm' });
    expect(lines.find(({ type }) => type === 'build-machine')).toMatchObject({
      machine: 'other',
      system: 'x86_64-linux',
    });
    if (last?.type !== 'built' || last.out === null || last.imagePath === null) throw new Error('no image');
    expect(await sha256(last.out)).toBe(await sha256(other.path(last.imagePath)));
    expect(await keptFiles()).toContain(last.out.split('/').at(-1));
    expect((await keptFiles()).filter((name) => name.includes('partial'))).toEqual([]);
    // It is held over there.
    const roots = await other.run('nix-store', '--query', '--roots', last.storePath ?? '');
    expect(roots).toContain('.local/state/nixberry');
  });

  it('says in a dry run what it would build there, and builds nothing', async () => {
    const { code, last, lines } = await run('build', `${flake.dir}#slow`, '--on', place, '--dry-run');
    expect(code).toBe(0);
    expect(last).toMatchObject({ type: 'built', elsewhere: 'other', imagePath: null, dryRun: { toBuild: 1 } });
    if (last?.type !== 'built') throw new Error('no result');
    expect(last.dryRun?.derivations.at(-1)).toMatch(/-slow\.drv$/);
    expect(lines.filter(({ type }) => type === 'build-log')).toEqual([]);
  });

  it('writes the image to a card as it comes from there', async () => {
    const card = join(work, 'card.img');
    const { code, last, lines } = await run('make', `${flake.dir}#pi`, '--on', place, '--to', card);
    expect({ code, last: last?.type }).toEqual({ code: 0, last: 'flashed' });
    expect(lines.filter(({ type }) => type === 'build-copy')).toEqual([]);
    const records = (await keptFiles()).filter((name) => name.endsWith('.json'));
    expect(records).toHaveLength(1);
    const record = await readFile(join(work, 'data/nixberry/images', records[0] ?? ''), 'utf8');
    const { imagePath } = keptImageSchema.parse(JSON.parse(record));
    expect(await sha256(card)).toBe(await sha256(other.path(imagePath)));
    // Nothing of it was kept here.
    expect((await keptFiles()).filter((name) => name.includes('.img'))).toEqual([]);
  });

  it('tells why a build failed there, with the log', async () => {
    const { code, last, lines } = await run('build', `${flake.dir}#broken`, '--on', place);
    expect({ code, last }).toMatchObject({ code: 5, last: { type: 'error', cause: 'builder-failed' } });
    expect(lines.find(({ type }) => type === 'build-failed-log')).toMatchObject({ lines: ['undefined reference'] });
  });

  it('ends with 9 when the connection breaks in mid-build, and goes on the second time', async () => {
    const first = cli.start(['build', `${flake.dir}#slow`, '--on', place, '--json'], env());
    await until('the build to begin', () => first.stdout().includes('slow begins'), 60_000);
    expect(await other.cut()).toBeGreaterThan(0);
    expect(await first.exit).toBe(9);
    expect(jsonLines(first.stdout()).at(-1)).toMatchObject({ type: 'error', code: 'remote-lost', place: 'other' });
    const again = await run('build', `${flake.dir}#slow`, '--on', place);
    expect({ code: again.code, last: again.last }).toMatchObject({ code: 0, last: { type: 'built' } });
    // What had been built before the cut was not built again.
    const part = again.lines.filter((line) => line.type === 'build-log' && line.line === 'making a part');
    if (place === STORE) expect(part).toEqual([]);
    // Over there it has gone on.
    const taken = again.lines.filter((line) => line.type === 'build-note' && line.code === 'job-resumed');
    expect(taken).toHaveLength(place === HOST ? 1 : 0);
  });

  it.each([
    ['other-wrong-key', 'remote-login-refused'],
    ['other-closed', 'remote-unreachable'],
    ['other.invalid', 'remote-unreachable'],
  ])('says what is wrong with %s before anything is sent', async (name, code) => {
    const end = await run('build', `${flake.dir}#pi`, '--on', place.replace('other', name));
    expect(end).toMatchObject({ code: 9, last: { type: 'error', code, place: name } });
  });
});

describe('a key of a machine', () => {
  afterEach(async () => {
    const known = await other.fingerprint();
    await other.forgetHostKey();
    await run('build', `${flake.dir}#pi`, '--on', HOST, '--dry-run', '--host-key', known);
  });

  it('that is not known is refused with its fingerprint, and taken when that was given', async () => {
    await other.forgetHostKey();
    const fingerprint = await other.fingerprint();
    const asked = await run('build', `${flake.dir}#pi`, '--on', HOST);
    expect(asked).toMatchObject({ code: 9, last: { code: 'remote-host-key-unknown', fingerprint, place: 'other' } });
    const wrong = await run('build', `${flake.dir}#pi`, '--on', HOST, '--host-key', `SHA256:${'A'.repeat(43)}`);
    expect(wrong).toMatchObject({ code: 9, last: { code: 'remote-host-key-unknown', fingerprint } });
    const given = await run('build', `${flake.dir}#pi`, '--on', HOST, '--dry-run', '--host-key', fingerprint);
    expect(given.code).toBe(0);
    expect(given.lines).toContainEqual(expect.objectContaining({ type: 'build-note', code: 'host-key-trusted' }));
    expect((await run('build', `${flake.dir}#pi`, '--on', HOST, '--dry-run')).code).toBe(0);
  });

  it('that has changed is refused, whatever was given', async () => {
    await other.newHostKey();
    const fingerprint = await other.fingerprint();
    const end = await run('build', `${flake.dir}#pi`, '--on', STORE, '--host-key', fingerprint);
    expect(end).toMatchObject({ code: 9, last: { code: 'remote-host-key-changed', fingerprint } });
  });
});

it.each([STORE, HOST])(
  '%s streams nothing half: a broken connection leaves a card that does not start, a second run is whole',
  async (place) => {
    const card = join(work, 'card.img');
    const big = await makePlacesFlake(STREAMED_MB);
    try {
      const args = ['make', `${big.dir}#pi`, '--on', place, '--to', card];
      const first = cli.start([...args, '--json'], env());
      await until('the card to be written', () => /"type":"progress".*"bytes":[1-9]\d{6}/.test(first.stdout()), 90_000);
      await other.cut();
      expect(await first.exit).toBe(9);
      const lines = jsonLines(first.stdout());
      expect(lines.at(-1)).toMatchObject({ type: 'error', code: 'remote-lost' });
      expect(lines.find(({ type }) => type === 'flashed')).toBeUndefined();
      const left = await readFile(card);
      // Neither a partition table nor anything else that a Pi starts from.
      expect(left.subarray(0, MARKER.length).toString('latin1')).toBe(MARKER);
      expect(left.subarray(510, 512).toString('hex')).toBe('0000');
      // The file is as long as the image from the start; its end had not come.
      expect(left.subarray(-4096).every((byte) => byte === 0)).toBe(true);
      const again = await run(...args, '--yes');
      expect({ code: again.code, last: again.last?.type }).toEqual({ code: 0, last: 'flashed' });
    } finally {
      await big.remove();
    }
  },
  240_000,
);

it('needs no Nix here for a host, and says so of the others', async () => {
  const path = await withoutNix(work);
  const without = { ...env(), PATH: path };
  const host = await cli.run(['build', `${flake.dir}#pi`, '--on', HOST, '--json'], without);
  expect(host).toMatchObject({ code: 0 });
  const store = await cli.run(['build', `${flake.dir}#pi`, '--on', STORE, '--json'], without);
  expect(jsonLines(store.stdout).at(-1)).toMatchObject({ code: 'nix-missing', exitCode: 5 });
});

it("hands the work to Nix's own builders, and has the image here", async () => {
  const builders = `builders:ssh-ng://other x86_64-linux ${other.keyFile} 2 1`;
  const { code, last } = await run('build', `${flake.dir}#slow`, '--on', builders, '--out', join(work, 'slow.img'));
  expect({ code, last }).toMatchObject({ code: 0, last: { type: 'built', elsewhere: null } });
  expect(await readFile(join(work, 'slow.img'), 'utf8')).toBe('part\n');
});

describe('a machine that cannot build', () => {
  it('has no Nix', async () => {
    const bare = await startOtherMachine({ nix: false });
    try {
      const { code, stdout } = await cli.run(['build', `${flake.dir}#pi`, '--on', HOST, '--json'], {
        ...env(),
        ...bare.env,
      });
      expect(code).toBe(9);
      expect(jsonLines(stdout).at(-1)).toMatchObject({ code: 'remote-nix-missing', place: 'other' });
    } finally {
      await bare.stop();
    }
  });

  it.each([STORE, HOST])('has a full disk, %s', async (place) => {
    const full = await startOtherMachine({ nixBytes: 12e6 });
    try {
      const { code, stdout } = await cli.run(['build', `${flake.dir}#pi`, '--on', place, '--json'], {
        ...env(),
        ...full.env,
      });
      const lines = jsonLines(stdout);
      expect(lines).toContainEqual(expect.objectContaining({ type: 'build-note', code: 'machine-space-low' }));
      expect({ code, last: lines.at(-1) }).toMatchObject({
        code: 5,
        last: { code: 'build-failed', cause: 'disk-full' },
      });
    } finally {
      await full.stop();
    }
  });
});
