import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { secretsTopics, type SecretsKept } from '../../../src/contract/window/secrets.ts';
import { createSecretsFile, type SafeStorage } from '../../../src/main/secrets/secrets-file.ts';
import { createVault, type Vault } from '../../../src/main/secrets/vault.ts';
import { createSeedPorts } from '../../../src/node/seed/seed-ports.ts';

/** A keyring as Electron shows it; there is none in a test. What it encrypts can be read by itself alone. */
export function someKeyring(changes: Partial<SafeStorage> = {}): SafeStorage & { readonly asked: () => number } {
  const [key, iv] = [randomBytes(32), randomBytes(16)];
  let asked = 0;
  return {
    asked: () => asked,
    isEncryptionAvailable: () => {
      asked += 1;
      return true;
    },
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptString: (text) => {
      const cipher = createCipheriv('aes-256-ctr', key, iv);
      return Buffer.concat([cipher.update(text), cipher.final()]);
    },
    decryptString: (encrypted) => {
      const cipher = createDecipheriv('aes-256-ctr', key, iv);
      return Buffer.concat([cipher.update(encrypted), cipher.final()]).toString();
    },
    ...changes,
  };
}

export interface OpenedVault {
  readonly vault: Vault;
  readonly file: string;
  /** Every value of the topic so far, as its schema lets it through. */
  readonly told: readonly SecretsKept[];
  readonly now: () => SecretsKept | undefined;
}

/** A vault with the real hashes and a file in `folder`. */
export function openVault(folder: string, keyring: SafeStorage = someKeyring()): OpenedVault {
  const told: SecretsKept[] = [];
  const file = join(folder, 'secrets');
  const vault = createVault({
    file: createSecretsFile(file, keyring),
    seed: createSeedPorts(),
    publish: (value) => void told.push(secretsTopics.secrets.parse(value)),
  });
  return { vault, file, told, now: () => told.at(-1) };
}
