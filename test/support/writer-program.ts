import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

let bundled: string | null = null;

/**
 * The writer as one file, made of the sources as they are now: dist may be older, or be built anew while a test runs.
 * Who uses it removes it.
 */
export function writerProgram(): string {
  if (bundled !== null) return bundled;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nixberry-writer-'));
  const outfile = path.join(folder, 'writer.cjs');
  buildSync({
    entryPoints: ['src/writer/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  });
  // Some tests start it as somebody else.
  chmodSync(folder, 0o755);
  bundled = outfile;
  return outfile;
}

/** What starts it. */
export function writerCommand(): [string, string] {
  return [process.execPath, writerProgram()];
}

export function removeWriterProgram(): void {
  if (bundled !== null) rmSync(path.dirname(bundled), { recursive: true, force: true });
  bundled = null;
}
