import { access, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appErrorOf } from '../../support/errors.ts';
import { formsOf } from '../../support/secret-forms.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { ADA, IEEE, NEEDS, PASSPHRASE, PASSWORD, SECRETS, TAILSCALE } from './some-secrets.ts';
import { openVault, someKeyring } from './some-vault.ts';

describe('what is remembered', () => {
  it('is there after a restart, in a file that tells nothing and that nobody else can read', async () => {
    const folder = join(await tempFolder(), 'window');
    const keyring = someKeyring();
    const first = openVault(folder, keyring);
    await first.vault.remember(true);
    for (const secret of SECRETS) await first.vault.set(secret);
    expect((await stat(first.file)).mode & 0o777).toBe(0o600);
    const text = await readFile(first.file, 'utf8');
    for (const secret of [PASSWORD, PASSPHRASE, IEEE.psk, TAILSCALE])
      for (const form of formsOf(secret)) expect(text).not.toContain(form);

    const second = openVault(folder, keyring);
    expect(await second.vault.takeFor(NEEDS)).toEqual(await first.vault.takeFor(NEEDS));
    expect(second.now()?.remember).toBe('on');
    await second.vault.remember(false);
    await expect(access(first.file)).rejects.toThrow();
  });

  it('is nothing for another keyring, and a broken file is no failure', async () => {
    const folder = await tempFolder();
    const first = openVault(folder);
    await first.vault.set({ kind: 'password', owner: ADA, password: PASSWORD });
    await first.vault.remember(true);
    const second = openVault(folder, someKeyring());
    await second.vault.look();
    expect(second.now()).toEqual({ passwords: [], wifi: [], tailscaleKeys: [], remember: 'unreadable' });
    await writeFile(first.file, 'no base64 at all');
    const third = openVault(folder);
    await third.vault.look();
    expect(third.now()?.remember).toBe('unreadable');
    // The person can get rid of it.
    await third.vault.remember(false);
    expect(third.now()?.remember).toBe('off');
    await expect(access(first.file)).rejects.toThrow();
  });

  it.each([
    ['the system has no encryption', someKeyring({ isEncryptionAvailable: () => false })],
    ['its encryption is a password in the source', someKeyring({ getSelectedStorageBackend: () => 'basic_text' })],
    [
      'asking fails',
      someKeyring({
        isEncryptionAvailable: () => {
          throw new Error('before ready');
        },
      }),
    ],
  ])('is nothing where %s, and that is said', async (_, keyring) => {
    const { vault, file, now } = openVault(await tempFolder(), keyring);
    await vault.set({ kind: 'password', owner: ADA, password: PASSWORD });
    await vault.look();
    expect(now()?.remember).toBe('unavailable');
    await vault.remember(true);
    expect(now()).toMatchObject({ passwords: [ADA], remember: 'unavailable' });
    await expect(access(file)).rejects.toThrow();
  });

  it('does not ask for the keyring before somebody wants it', async () => {
    const keyring = someKeyring();
    const { vault } = openVault(await tempFolder(), keyring);
    await vault.set({ kind: 'password', owner: ADA, password: PASSWORD });
    expect(keyring.asked()).toBe(0);
  });

  it('says what failed, and that it is not remembered', async () => {
    const folder = await tempFolder();
    const { vault, now } = openVault(
      folder,
      someKeyring({
        encryptString: () => {
          throw new Error(PASSWORD);
        },
      }),
    );
    await vault.set({ kind: 'password', owner: ADA, password: PASSWORD });
    const error = await appErrorOf(vault.remember(true));
    expect([error.code, error.facts]).toEqual(['secrets-unsaved', { detail: 'encryption' }]);
    expect(error.cause).toBeUndefined();
    expect(now()).toMatchObject({ passwords: [ADA], remember: 'off' });
  });
});
