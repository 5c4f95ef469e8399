import { app } from 'electron';
import { arch, release } from 'node:os';
import type { NotedError } from '../core/diagnosis/diagnosed.ts';
import { diagnosisText } from '../core/diagnosis/diagnosis-text.ts';
import type { AppError } from '../core/errors/app-error.ts';
import type { Newest } from './ipc/topics.ts';

const KEPT_ERRORS = 20;
const errors: NotedError[] = [];

/** Remembers an error for a report. Of its facts only those that are harmless are told there. */
export function noteError(call: string, { code, facts }: Pick<AppError, 'code' | 'facts'>): void {
  errors.push({ at: new Date().toISOString(), call, code, facts });
  if (errors.length > KEPT_ERRORS) errors.shift();
}

/** What a report of a fault needs: versions, the system, the last jobs and errors. Nothing about this person. */
export function diagnosis({ flash, build, preferences }: Newest): string {
  const { electron, chrome, node } = process.versions;
  return diagnosisText({
    versions: [
      `Nixberry ${app.getVersion()}`,
      `Electron ${electron}, Chrome ${chrome}, Node ${node}`,
      `${process.platform} ${release()} ${arch()}`,
    ],
    ...{ flash: flash ?? null, build: build ?? null, preferences: preferences ?? null, errors },
  });
}
