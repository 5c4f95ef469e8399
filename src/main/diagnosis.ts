import { app } from 'electron';
import { arch, release } from 'node:os';
import type { ErrorCode } from '../core/errors/causes.ts';

const KEPT_ERRORS = 20;
const errors: string[] = [];

/** Remembers an error for a report: its code alone, since facts hold names of files, hosts and networks. */
export function noteError(call: string, code: ErrorCode): void {
  errors.push(`${new Date().toISOString()} ${call} ${code}`);
  if (errors.length > KEPT_ERRORS) errors.shift();
}

/** What a report of a fault needs: versions, the system, the last errors by code. Nothing about this person. */
export function diagnosis(): string {
  const { electron, chrome, node } = process.versions;
  return [
    `Nixberry ${app.getVersion()}`,
    `Electron ${electron}, Chrome ${chrome}, Node ${node}`,
    `${process.platform} ${release()} ${arch()}`,
    ...(errors.length === 0 ? ['no errors'] : errors),
  ].join('\n');
}
