import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { hidingPasswords } from '../../../src/core/nix/hide.ts';

const ignore = (): void => undefined;

/** What comes out of a text that Nix prints about a reference: in an event, a result and a fact alike. */
async function said(reference: string, text: string): Promise<string> {
  const told: unknown[] = [];
  const tellAndEnd = (tell: (event: unknown) => void) => {
    tell({ type: 'message', lines: [text], more: { text, count: 1, none: null } });
    return Promise.resolve({ text });
  };
  const result = await hidingPasswords(reference, (event: unknown) => told.push(event), tellAndEnd);
  expect(told).toEqual([{ type: 'message', lines: [result.text], more: { text: result.text, count: 1, none: null } }]);
  const failed = hidingPasswords(reference, ignore, () =>
    Promise.reject(new AppError('build-failed', { detail: text })),
  );
  await expect(failed).rejects.toMatchObject({ code: 'build-failed', facts: { detail: result.text } });
  return result.text;
}

const TYPED = 'git+https://me:TOP%40SECRET@host/r?ref=main#pi';

describe('a password in a reference', () => {
  it.each([
    [TYPED, `fetching ${TYPED}`, 'fetching git+https://host/r?ref=main#pi'],
    [TYPED, 'https://me:TOP%40SECRET@host/r?rev=1', 'https://host/r?rev=1'],
    [TYPED, "fatal: Authentication failed for 'TOP@SECRET'", "fatal: Authentication failed for '...'"],
    [TYPED, '/home/me/pis', '/home/me/pis'],
    ['git+https://ghp_0123456789@h/r', 'token ghp_0123456789 is expired', 'token ... is expired'],
    ['https://h/a.tar.gz?token=s3cret&rev=1', 'GET /a.tar.gz?token=s3cret', 'GET /a.tar.gz?token=...'],
    ['git+https://me:pw@h/r', 'git+https://me:pw@h/r: pwd', 'git+https://h/r: pwd'],
    ['git+ssh://git:s3cret@h/r', 'ssh://git:s3cret@h/r: s3cret', 'ssh://h/r: ...'],
    ['https://h/a?k=%zz12345', '%zz12345', '...'],
    ['git+ssh://git@h/r#pi', 'git@h/r', 'git@h/r'],
    ['.#pi', 'a .#pi', 'a .#pi'],
  ])('%s: %s', async (reference, text, shown) => expect(await said(reference, text)).toBe(shown));

  it('stands in no error of another kind either', async () => {
    const broken = hidingPasswords(TYPED, ignore, () => Promise.reject(new Error(`spawn nix ${TYPED}`)));
    const detail = 'spawn nix git+https://host/r?ref=main#pi';
    await expect(broken).rejects.toMatchObject({ code: 'unexpected', facts: { detail } });
  });
});
