import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAlive } from '../../src/node/alive.ts';
import { until } from '../support/waiting.ts';

describe('isAlive', () => {
  it('is true of this process', () => {
    expect(isAlive(process.pid)).toBe(true);
  });

  it('is false of a child that has ended', async () => {
    const child = execa(process.execPath, ['--version']);
    const { pid } = child;
    await child;
    expect(pid).toBeDefined();
    expect(isAlive(pid ?? 0)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('is false of one whose parent never asks for its end', async () => {
    // What takes the shell's place knows nothing of the child.
    const parent = execa('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], { reject: false, buffer: false });
    onTestFinished(async () => {
      parent.kill();
      await parent;
    });
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (words) => resolve(Number(words))));
    expect(isAlive(pid)).toBe(true);
    const status = (): Promise<string> => readFile(`/proc/${pid}/status`, 'utf8');
    await until('it to have ended', async () => (await status()).includes('State:\tZ'));
    expect(isAlive(pid)).toBe(false);
  });
});
