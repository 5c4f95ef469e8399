import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../errno.ts';
import { readUtf8 } from './texts.ts';

/** What nobody may see, wherever it was typed: it is never taken for the name of a file. */
const SECRET = /PRIVATE KEY|AGE-SECRET-KEY|PuTTY-User-Key-File/i;
/** A part of a key, which may be a private one. */
const BASE64 = /^[A-Za-z0-9+/=_-]{40,}$/;

/** The text of a file that was named, without the mark that some editors put before it. Throws AppError `answers-unreadable`. */
export async function readGiven(file: string): Promise<string> {
  try {
    return (await readUtf8(file)).replace(/^\ufeff/, '');
  } catch (error) {
    throw new AppError('answers-unreadable', { file, reason: errnoOf(error) ?? String(error) }, { cause: error });
  }
}

/**
 * The public keys that a text stands for: those of a file, a line each, or the text itself. A text that looks like one (it
 * has a blank in it, or is a long row of letters) and is no file is a key, as good or bad as it is. Throws AppError
 * `answers-unreadable`, and `no-keys` for a file without any.
 */
export async function readKeys(fileOrText: string): Promise<readonly string[]> {
  const text = fileOrText.trim();
  const file = text.startsWith('~/') ? join(homedir(), text.slice(2)) : text;
  const content = looksLikeKey(text) ? await readUtf8(file).catch(() => null) : await readGiven(file);
  if (content === null) return [text];
  // A private key has many lines; it is refused as one.
  if (SECRET.test(content)) return [content.trim()];
  const lines = content.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length === 0) throw new AppError('no-keys', { file });
  return keys;
}

function looksLikeKey(text: string): boolean {
  return /\s/.test(text) || text.startsWith('ssh-') || text === '' || SECRET.test(text) || BASE64.test(text);
}
