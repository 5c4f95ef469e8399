import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { endlessDownload } from './endless-download.ts';
import { jsonLines, useCli, type CliRun } from './run-cli.ts';

const cli = useCli();

const IMAGE_BYTES = 5 << 20;

async function imageAndCard(): Promise<{ image: Buffer; file: string; card: string }> {
  const folder = await tempFolder();
  const image = testImage(IMAGE_BYTES);
  const file = path.join(folder, 'image.img');
  await writeFile(file, image);
  return { image, file, card: path.join(folder, 'card.img') };
}

test('an image is written and verified, and the report says so', async () => {
  const { image, file, card } = await imageAndCard();
  const { code, stdout, stderr } = await cli.run(['flash', file, '--to', card]);
  expect(code).toBe(0);
  expect(Buffer.compare(await readFile(card), image)).toBe(0);
  expect(stdout).toContain(`${card} is written and verified.`);
  expect(stdout).toContain('5,242,880 bytes');
  expect(stdout).toContain(sha256(image));
  expect(stderr).toContain(`${card}: writing`);
  // Without a terminal nothing is drawn.
  expect(stdout + stderr).not.toContain('\u001b');
});

test('--quiet says one line', async () => {
  const { file, card } = await imageAndCard();
  const { stdout, stderr } = await cli.run(['flash', file, '--to', card, '--quiet']);
  expect({ stdout, stderr }).toEqual({ stdout: `${card} is written and verified.\n`, stderr: '' });
});

test('--json tells the same in lines of the schema, and nothing else', async () => {
  const { image, file, card } = await imageAndCard();
  const packed = `${file}.gz`;
  await writeFile(packed, gzipSync(image));
  const given = sha256(await readFile(packed));
  const { code, stdout, stderr } = await cli.run([
    ...['flash', packed, '--to', card, '--json', '--card-size', '8M', '--expect-sha256', given],
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = jsonLines(stdout);
  expect(lines[0]).toMatchObject({ type: 'image', format: 'gzip', bytes: null });
  expect(lines.filter(({ type }) => type === 'target-end')).toMatchObject([{ target: card, exitCode: 0 }]);
  expect(lines.at(-1)).toMatchObject({
    type: 'flashed',
    bytes: IMAGE_BYTES,
    sha256: sha256(image),
    givenSha256: given,
    expectedMatched: 'given',
  });
  expect((await stat(card)).size).toBe(8 << 20);
});

test('of a packed image with a long tail of zeros no share is told while it is written: it would stand at 99 %', async () => {
  const folder = await tempFolder();
  const [packed, card] = [path.join(folder, 'image.img.gz'), path.join(folder, 'card.img')];
  await writeFile(packed, gzipSync(Buffer.concat([testImage(IMAGE_BYTES), Buffer.alloc(64 << 20)])));
  const { code, stderr } = await cli.run(['flash', packed, '--to', card]);
  expect(code).toBe(0);
  expect(stderr).toContain(`${card}: writing\n`);
  expect(stderr).not.toMatch(/writing \d+ %/);
  expect(stderr).toContain(`${card}: verifying 100 %`);
});

describe('what is refused', () => {
  test('an existing file without --yes, when nobody can be asked', async () => {
    const { file, card } = await imageAndCard();
    await writeFile(card, 'precious');
    const { code, stderr } = await cli.run(['flash', file, '--to', card]);
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    expect(await readFile(card, 'utf8')).toBe('precious');
  });

  test('an image with another hash, and the card does not look bootable', async () => {
    const { image, file, card } = await imageAndCard();
    const { code, stdout, stderr } = await cli.run([
      ...['flash', file, '--to', card, '--json', '--expect-sha256', sha256(Buffer.from('another'))],
    ]);
    expect(code).toBe(8);
    expect(stderr).toContain(sha256(image));
    const lines = jsonLines(stdout);
    expect(lines.at(-1)).toMatchObject({ type: 'error', code: 'image-hash-mismatch', exitCode: 8 });
    expect(lines.at(-2)).toMatchObject({ type: 'target-end', outcome: { kind: 'failed', state: 'unbootable' } });
    const start = (await readFile(card)).subarray(0, 1 << 20);
    expect(start.includes(image.subarray(0, 512))).toBe(false);
  });

  test('an image that is larger than the card: exit 3', async () => {
    const { file, card } = await imageAndCard();
    const { code, stderr } = await cli.run(['flash', file, '--to', card, '--card-size', '4M']);
    expect(code).toBe(3);
    expect(stderr).toContain('does not fit');
  });
});

async function untilWriting(run: CliRun): Promise<void> {
  while (!run.stdout().includes('"phase":"writing"')) {
    if (run.child.exitCode !== null) throw new Error(`ended early: ${run.stderr()}`);
    await sleep(20);
  }
}

describe('in the middle of a job', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s stops it cleanly and says what is on the card',
    async (signal) => {
      const { card } = await imageAndCard();
      const run = cli.start(['flash', await endlessDownload(), '--to', card, '--json']);
      await untilWriting(run);
      run.child.kill(signal);
      expect(await run.exit).toBe(130);
      const lines = jsonLines(run.stdout());
      expect(lines.at(-2)).toMatchObject({ type: 'target-end', outcome: { kind: 'cancelled', state: 'unbootable' } });
      expect(lines.at(-1)).toMatchObject({ type: 'cancelled', exitCode: 130 });
      expect(run.stderr()).toContain('will not start a Pi');
    },
  );

  test('a reader that goes away stops it, too', async () => {
    const { card } = await imageAndCard();
    const run = cli.start(['flash', await endlessDownload(), '--to', card, '--json']);
    await untilWriting(run);
    run.child.stdout.destroy();
    // Something has to be printed before the closed pipe is noticed.
    run.child.kill('SIGINT');
    expect(await run.exit).toBe(130);
    expect(run.stderr()).not.toMatch(/EPIPE|\n {4}at /);
  });
});
