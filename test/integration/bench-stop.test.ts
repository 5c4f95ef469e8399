import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../support/waiting.ts';

const MEASURE = path.join(import.meta.dirname, '../bench/measure.ts');
const SCRIPT = `import(${JSON.stringify(MEASURE)}).then(async ({ measure, stopOnSignals }) => {
  stopOnSignals();
  try {
    await measure(['sleep', '60']);
  } catch (error) {
    console.log(error.message);
  }
});`;

/** Control groups of a bench of this process, in every hierarchy. */
function groupsOf(pid: number): readonly string[] {
  const root = '/sys/fs/cgroup';
  const folders = existsSync(`${root}/cgroup.controllers`) ? [root] : [`${root}/blkio`, `${root}/cpuacct`];
  return folders.flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith(`nixberry-bench-${pid}-`)));
}

test.each(['SIGINT', 'SIGTERM'] as const)('after %s nothing of a bench stays', async (signal) => {
  const child = execa(process.execPath, ['--import', 'tsx', '-e', SCRIPT], {
    cwd: import.meta.dirname,
    reject: false,
    timeout: 50_000,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const pid = child.pid ?? 0;
  await until('a group', () => groupsOf(pid).length > 0, 30_000);
  child.kill(signal);
  const { stdout, exitCode } = await child;
  expect({ stdout, exitCode }).toEqual({ stdout: `ended by ${signal}`, exitCode: 0 });
  expect(groupsOf(pid)).toEqual([]);
});
