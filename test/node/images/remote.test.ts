import { expect, test } from 'vitest';
import { errorWords } from '../../../src/cli/error-words.ts';
import type { ImageSource } from '../../../src/core/ports.ts';
import type { RemoteFile } from '../../../src/node/images/given-remote.ts';
import { remoteImages } from '../../../src/node/images/remote-images.ts';
import { appErrorOf } from '../../support/errors.ts';
import { failureOf, flashRequest, flashWorld, runFlash } from '../../support/flash-world.ts';
import { cutAfter, OTHER, pieces, scriptedSsh, stuckAfter, type ScriptedSsh } from '../../support/scripted-ssh.ts';
import { sha256, testImage } from '../../support/test-image.ts';
import { fixture, flipped, gather, never, sample } from './samples.ts';
import { zip } from './zip-writer.ts';

const PATH = '/nix/store/q-pi/sd-image/pi.img';
const NAME = `ada@other:${PATH}`;
/** Longer than all that is buffered on the way. */
const LARGE = testImage(11 << 20);

function theFile(bytes: Uint8Array, changes: Partial<RemoteFile> = {}): RemoteFile {
  return { destination: OTHER, path: PATH, bytes: bytes.length, sha256: sha256(bytes), ...changes };
}

function opened(ssh: ScriptedSsh, file: RemoteFile): Promise<ImageSource> {
  return remoteImages(ssh, file).open(PATH, { hashGiven: false, signal: never });
}

test.each([
  ['raw', sample],
  ['gzip', fixture('members.gz')],
  ['bzip2', fixture('streams.bz2')],
  ['xz', fixture('streams.xz')],
  ['zstd', fixture('frames.zst')],
  ['zip', zip([{ name: 'pi.img', data: sample }])],
])('%s streams in several passes, and each connection ends', async (format, given) => {
  // The first pieces are too short to tell a format by.
  const ssh = scriptedSsh(() => pieces(given, 5));
  const source = await remoteImages(ssh, theFile(given)).open(PATH, { hashGiven: true, signal: never });
  expect(ssh.reading()).toBe(0);
  expect(source).toMatchObject({ name: NAME, format, givenBytes: given.length, onDisks: [] });
  // A zip is kept as a file here, since its directory is at its end.
  expect(source.isLocal).toBe(format === 'zip');
  for (const pass of [1, 2]) {
    expect([pass, sample.equals(await gather(source.chunks(never)))]).toEqual([pass, true]);
    expect(source.givenSha256()).toBe(sha256(given));
    expect(source.consumed()).toBe(given.length);
  }
  expect([ssh.passes(), ssh.reading()]).toEqual([format === 'zip' ? 1 : 3, 0]);
  await source.close();
});

test.each([
  [{ user: null, port: 2222 }, `other:${PATH}`],
  [{ user: 'ada', host: 'fe80::1%eth0' }, `ada@[fe80::1%eth0]:${PATH}`],
])('a file on %j is called %s', async (changes, name) => {
  const ssh = scriptedSsh(() => pieces(sample));
  expect((await opened(ssh, theFile(sample, { destination: { ...OTHER, ...changes } }))).name).toBe(name);
});

test.each([
  ['raw', LARGE],
  ['gzip', fixture('members.gz')],
  ['bzip2', fixture('streams.bz2')],
  ['xz', fixture('streams.xz')],
  ['zstd', fixture('frames.zst')],
])('a connection that breaks while %s streams keeps its own error', async (_format, given) => {
  const ssh = scriptedSsh((pass) => (pass === 1 ? pieces(given) : cutAfter(given, given.length - 100)));
  const source = await opened(ssh, theFile(given));
  const error = await appErrorOf(gather(source.chunks(never)));
  expect(error).toMatchObject({ code: 'remote-lost', facts: { place: 'ada@other', image: NAME } });
  expect(ssh.reading()).toBe(0);
});

test('a connection that breaks at once keeps its error, too', async () => {
  const error = await appErrorOf(
    opened(
      scriptedSsh(() => cutAfter(sample, 0)),
      theFile(sample),
    ),
  );
  expect(error).toMatchObject({ code: 'remote-lost', facts: { place: 'ada@other', image: NAME } });
});

test.each([
  ['shorter', LARGE.subarray(0, -1)],
  ['longer', Buffer.concat([LARGE, Buffer.from('x')])],
])('a raw image that is %s than it was is none', async (_, now) => {
  const ssh = scriptedSsh((pass) => pieces(pass === 1 ? LARGE : now, 70_000));
  const source = await opened(ssh, theFile(LARGE, { sha256: null }));
  expect(await appErrorOf(gather(source.chunks(never)))).toMatchObject({
    code: 'image-changed',
    facts: { image: NAME },
  });
  expect(ssh.reading()).toBe(0);
});

test('what ends between two frames is whole for zstd alone, but not for us', async () => {
  const frame = fixture('frames.zst');
  const twice = Buffer.concat([frame, frame]);
  const ssh = scriptedSsh((pass) => pieces(pass === 1 ? twice : frame));
  const source = await opened(ssh, theFile(twice, { sha256: null }));
  expect((await appErrorOf(gather(source.chunks(never)))).code).toBe('image-changed');
});

test('a file that never ends is not read for ever', async () => {
  function* endless(): Generator<Uint8Array> {
    for (;;) yield LARGE;
  }
  const ssh = scriptedSsh((pass) => (pass === 1 ? pieces(LARGE, 70_000) : endless()));
  const source = await opened(ssh, theFile(LARGE));
  expect((await appErrorOf(gather(source.chunks(never)))).code).toBe('image-changed');
  expect(ssh.reading()).toBe(0);
});

test('another file of the same length is told by its hash, in words that name both', async () => {
  const other = flipped(LARGE, 9 << 20);
  const ssh = scriptedSsh((pass) => pieces(pass === 1 ? LARGE : other, 70_000));
  const source = await opened(ssh, theFile(LARGE));
  const error = await appErrorOf(gather(source.chunks(never)));
  const [expected, got] = [sha256(LARGE), sha256(other)];
  expect(error).toMatchObject({ code: 'image-hash-mismatch', facts: { image: NAME, expected, sha256: got } });
  const { message, next } = errorWords(error.code, error.facts);
  expect(message).toBe(`${NAME} did not arrive as it is over there. SHA-256 over there: ${expected}; here: ${got}.`);
  expect(next).toContain('Start again.');
});

test('cancelled in the middle, it ends without an error and with its connection', async () => {
  const ssh = scriptedSsh((pass, signal) => (pass === 1 ? pieces(LARGE) : stuckAfter(LARGE, 6 << 20, signal)));
  const source = await opened(ssh, theFile(LARGE));
  const controller = new AbortController();
  let bytes = 0;
  for await (const chunk of source.chunks(controller.signal)) {
    bytes += chunk.length;
    controller.abort();
  }
  expect(bytes).toBeLessThan(6 << 20);
  expect(ssh.reading()).toBe(0);
});

test('cancelled while it is opened, or before: then nothing is connected', async () => {
  const controller = new AbortController();
  const ssh = scriptedSsh((_, signal) => stuckAfter(LARGE, 100, signal));
  const opening = remoteImages(ssh, theFile(LARGE)).open(PATH, { hashGiven: false, signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  expect((await appErrorOf(opening)).code).toBe('cancelled');
  expect([ssh.passes(), ssh.reading()]).toEqual([1, 0]);
  const late = remoteImages(ssh, theFile(LARGE)).open(PATH, { hashGiven: false, signal: controller.signal });
  expect((await appErrorOf(late)).code).toBe('cancelled');
  expect(ssh.passes()).toBe(1);
});

test('no more is taken from the connection than is wanted here', async () => {
  let taken = 0;
  const ssh = scriptedSsh(async function* () {
    for await (const piece of pieces(LARGE, 65_536)) {
      taken += piece.length;
      yield piece;
    }
  });
  const source = await opened(ssh, theFile(LARGE));
  expect(taken).toBeLessThan(200_000);
  taken = 0;
  const pass = source.chunks(never)[Symbol.asyncIterator]();
  const first = await pass.next();
  expect(taken).toBe((first.value as Uint8Array).length);
  await pass.return?.();
  expect(ssh.reading()).toBe(0);
});

test.each([
  ['a connection that breaks', () => cutAfter(LARGE, 9 << 20), 'remote-lost'],
  ['a length that is another', () => pieces(LARGE.subarray(1), 70_000), 'image-changed'],
  ['a hash that is another', () => pieces(flipped(LARGE, 10 << 20), 70_000), 'image-hash-mismatch'],
] as const)('after %s nothing is committed, and the card is told to be no card', async (_, second, code) => {
  const ssh = scriptedSsh((pass) => (pass === 1 ? pieces(LARGE, 70_000) : second()));
  const { ports, writer } = flashWorld({ images: remoteImages(ssh, theFile(LARGE)) });
  const request = flashRequest({ targets: [{ kind: 'file', path: 'card.img', cardBytes: null, exists: false }] });
  const told = await runFlash(request, ports);
  expect(failureOf(told).code).toBe(code);
  expect(told.targets.get('card.img')).toMatchObject({ kind: 'failed', code, state: 'unbootable' });
  const commands = writer.commands.map(({ type }) => type);
  expect(commands).toContain('data');
  expect(commands).toContain('cancel');
  expect(commands).not.toContain('end');
  expect(commands).not.toContain('commit');
  expect(ssh.reading()).toBe(0);
});

test('a whole image is committed', async () => {
  const ssh = scriptedSsh(() => pieces(LARGE, 70_000));
  const { ports, writer } = flashWorld({ images: remoteImages(ssh, theFile(LARGE)) });
  const request = flashRequest({ targets: [{ kind: 'file', path: 'card.img', cardBytes: null, exists: false }] });
  const told = await runFlash(request, ports);
  expect(told.end).toMatchObject({ type: 'done', result: { bytes: LARGE.length, sha256: sha256(LARGE) } });
  expect(told.events[0]).toMatchObject({ type: 'image', name: NAME, format: 'raw', givenBytes: LARGE.length });
  expect(writer.commands.at(-1)?.type).toBe('commit');
});
