import { app } from 'electron';
import { arch, release } from 'node:os';
import { diagnosisText } from '../core/diagnosis/diagnosis-text.ts';
import type { Newest } from './ipc/topics.ts';
import type { Noted } from './noted.ts';

/** What a report of a fault needs: versions, the system, the last jobs and errors. Nothing about this person. */
export function diagnosis(newest: Newest, noted: Pick<Noted, 'all'>): string {
  const { electron, chrome, node } = process.versions;
  return diagnosisText({
    versions: [
      `Nixberry ${app.getVersion()}`,
      `Electron ${electron}, Chrome ${chrome}, Node ${node}`,
      `${process.platform} ${release()} ${arch()}`,
    ],
    preferences: newest.preferences ?? null,
    ...noted.all(newest),
  });
}
