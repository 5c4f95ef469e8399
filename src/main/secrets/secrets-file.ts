import { readFile, rm, stat } from 'node:fs/promises';
import { AppError } from '../../core/errors/app-error.ts';
import { tryJson } from '../../core/json.ts';
import { errnoOf } from '../../node/errno.ts';
import { replaceOwnFile } from '../own-file.ts';
import { keptSecretsSchema, type KeptSecrets } from './kept-secrets.ts';

/** The part of Electron's `safeStorage` that is used: encryption by the keyring of the person's session. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  /** On Linux alone. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

/** Remembered secrets in a file that only this person can read, and that only their keyring opens. */
export interface SecretsFile {
  /** Whether there is anything that keeps them safe. Asks the system, which may ask the person to unlock their keyring. */
  isPossible(): boolean;
  exists(): Promise<boolean>;
  /** Null when there are none, or none that can be read. */
  load(): Promise<KeptSecrets | null>;
  /** Throws AppError `secrets-unsaved`. */
  save(kept: KeptSecrets): Promise<void>;
  /** Throws AppError `secrets-unsaved`. */
  remove(): Promise<void>;
}

/** Chromium's name for encryption with a password that is in its source code. */
const NO_KEYRING = 'basic_text';

export function createSecretsFile(file: string, safe: SafeStorage): SecretsFile {
  const isPossible = (): boolean => {
    try {
      return safe.isEncryptionAvailable() && safe.getSelectedStorageBackend?.() !== NO_KEYRING;
    } catch {
      return false;
    }
  };
  return {
    isPossible,
    exists: async () => (await stat(file).catch(() => null))?.isFile() ?? false,
    load: async () => {
      const text = await readFile(file, 'utf8').catch(() => '');
      if (text === '' || !isPossible()) return null;
      return decrypted(text, safe);
    },
    save: async (kept) => {
      try {
        await replaceOwnFile(file, safe.encryptString(JSON.stringify(kept)).toString('base64'));
      } catch (error) {
        throw unsaved(error);
      }
    },
    remove: async () => {
      await rm(file, { force: true }).catch((error: unknown) => {
        throw unsaved(error);
      });
    },
  };
}

/** Another keyring's, another format, or no such file at all: it counts as nothing. */
function decrypted(base64: string, safe: SafeStorage): KeptSecrets | null {
  try {
    const parsed = keptSecretsSchema.safeParse(tryJson(safe.decryptString(Buffer.from(base64, 'base64'))));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Without a cause and its words: nobody knows what they quote. */
function unsaved(error: unknown): AppError {
  return new AppError('secrets-unsaved', { detail: errnoOf(error) ?? 'encryption' });
}
