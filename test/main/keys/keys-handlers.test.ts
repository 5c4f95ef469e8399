import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { CALLS } from '../../../src/contract/api.ts';
import { isGithubUser } from '../../../src/contract/window/keys.ts';
import { keysHandlers } from '../../../src/main/keys/keys-handlers.ts';
import { KEYS } from '../../core/spec/some-answers.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

function handlers(chosen: string | null): ReturnType<typeof keysHandlers> {
  const none = (): Promise<null> => Promise.resolve(null);
  return keysHandlers({ dialogs: { openFile: () => Promise.resolve(chosen), openFolder: none, saveFile: none } });
}

async function fileWith(content: string | Buffer, name = 'authorized_keys'): Promise<string> {
  const file = join(await tempFolder(), name);
  await writeFile(file, content);
  return file;
}

test('a chosen file is read, and told by its name alone', async () => {
  const file = await fileWith(`# team\n${KEYS.ed25519}\n${KEYS.rsa1024}\n`);
  const answer = CALLS['keys.openFile'].output.parse(await handlers(file)['keys.openFile'](undefined));
  expect(answer).toMatchObject({
    name: 'authorized_keys',
    keys: [{ text: KEYS.ed25519, kind: 'ed25519' }],
    problems: [{ line: 3, code: 'ssh-key-short' }],
  });
  expect(JSON.stringify(answer)).not.toContain(file);
});

test('a private key is refused, and stays unsaid', async () => {
  const file = await fileWith(
    '-----BEGIN OPENSSH PRIVATE KEY-----\nQUJDREVG\n-----END OPENSSH PRIVATE KEY-----\n',
    'id',
  );
  expect(await handlers(file)['keys.openFile'](undefined)).toEqual({
    name: 'id',
    keys: [],
    problems: [{ line: 1, code: 'ssh-key-private' }],
  });
});

test('nothing is chosen', async () => {
  expect(await handlers(null)['keys.openFile'](undefined)).toBeNull();
});

test.each<[string, () => Promise<string>, string]>([
  ['a file that has gone', async () => join(await tempFolder(), 'gone'), 'ENOENT'],
  ['a folder', () => tempFolder(), 'EISDIR'],
  ['a picture', () => fileWith(Buffer.from([0x89, 0x50, 0xff, 0xfe])), 'EILSEQ'],
  ['a film', () => fileWith('x'.repeat(100_000)), 'EFBIG'],
])('%s is told', async (_, make, reason) => {
  const error = await appErrorOf(async () => handlers(await make())['keys.openFile'](undefined));
  expect([error.code, error.facts.reason]).toEqual(['answers-unreadable', reason]);
});

test('a named pipe that nobody writes to holds up nothing', async () => {
  const file = join(await tempFolder(), 'pipe');
  await promisify(execFile)('mkfifo', [file]);
  expect(await handlers(file)['keys.openFile'](undefined)).toEqual({ name: 'pipe', keys: [], problems: [] });
});

test('what is pasted is read', async () => {
  const answer = await handlers(null)['keys.read']({ text: ` ${KEYS.ed25519} \n` });
  expect(CALLS['keys.read'].output.parse(answer)).toMatchObject({ keys: [{ comment: 'ada@laptop' }], problems: [] });
});

test.each([
  ['ada', true],
  ['Ada-Lovelace', true],
  ['ada_corp', true],
  ['', false],
  ['../ada', false],
  ['ada/x', false],
  ['ada.keys?', false],
  ['-ada', false],
  ['a'.repeat(80), false],
])('%s may be an account: %s', (name, may) => {
  expect(isGithubUser(name)).toBe(may);
});
