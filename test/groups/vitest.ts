import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { runChild } from './child.ts';
import type { Tally } from './group.ts';

const reportSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

/** Runs vitest projects; counts from its JSON report. A run without a report, or without a test, is a failure. */
export async function runVitest(projects: readonly string[], timeoutMs: number): Promise<Tally> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'nixberry-report-'));
  const report = path.join(folder, 'report.json');
  try {
    const chosen = projects.flatMap((project) => ['--project', project]);
    const argv = ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { ok, timedOut } = await runChild('vitest', argv, { timeoutMs, show: true });
    if (timedOut) console.log(`${projects.join(', ')}: ended after ${timeoutMs / 1000} s`);
    return tallyOf(JSON.parse(await readFile(report, 'utf8').catch(() => 'null')), ok);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file that cannot be loaded has no failed test in it: `ok` and `success` still say no. */
export function tallyOf(report: unknown, ok: boolean): Tally {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests, success } = parsed.data;
  const unexplained = numFailedTests === 0 && (!ok || !success || passed === 0);
  return { passed, failed: unexplained ? 1 : numFailedTests, skipped: numPendingTests + numTodoTests };
}
