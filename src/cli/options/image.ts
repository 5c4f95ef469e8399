import { InvalidArgumentError } from 'commander';

const ADDRESS = /^([a-z][a-z0-9+.-]*):\/\//i;

/** An IMAGE: a path, or an http(s) address. For commander: throws its InvalidArgumentError. */
export function parseImage(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give a file, or an http(s) address.');
  const scheme = ADDRESS.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === 'http' || scheme === 'https') return text;
  throw new InvalidArgumentError(
    scheme === 'file' ? 'Give the path of the file, without file://.' : 'Only http and https addresses are understood.',
  );
}
