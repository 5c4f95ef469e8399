import { call } from '../bridge/call.ts';

/** Copies versions and the last errors for a report. Whether it worked. */
export async function copyDiagnosis(): Promise<boolean> {
  try {
    await call('app.copy', { text: await call('app.diagnosis') });
    return true;
  } catch {
    return false;
  }
}
