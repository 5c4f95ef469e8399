import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { planStart } from '../../build/electron/plan.mjs';
import { isStale } from '../../build/stale.mjs';
import { tempFolder } from '../support/temp-folder.ts';

const LINUX = { platform: 'linux', isRoot: false, args: [] } as const;

describe('npm start', () => {
  it('opens the window where there is a display', () => {
    expect(planStart({ ...LINUX, env: { DISPLAY: ':0' } })).toEqual({ kind: 'window', flags: [], notes: [] });
    expect(planStart({ ...LINUX, env: { WAYLAND_DISPLAY: 'wayland-0' } }).kind).toBe('window');
    expect(planStart({ ...LINUX, platform: 'darwin', env: {} })).toEqual({ kind: 'window', flags: [], notes: [] });
    expect(planStart({ ...LINUX, platform: 'win32', env: {} }).kind).toBe('window');
  });

  it('does the demo in the terminal where there is none, and says how to get the window', () => {
    const plan = planStart({ ...LINUX, env: {}, args: ['--demo'] });
    expect(plan).toMatchObject({ kind: 'terminal', args: ['demo'] });
    expect(plan.notes.join('\n')).toMatch(/no display.*\n.*xvfb-run -a npm start/);
  });

  it('starts as root without the sandbox, and says so', () => {
    const plan = planStart({ ...LINUX, env: { DISPLAY: ':0' }, isRoot: true });
    expect(plan).toMatchObject({ kind: 'window', flags: ['--no-sandbox'] });
    expect(plan.notes).toEqual([expect.stringContaining('Started as root')]);
  });

  it('never leaves the sandbox out for anybody else', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      const plan = planStart({ platform, env: { DISPLAY: ':0', WAYLAND_DISPLAY: 'w' }, isRoot: false, args: [] });
      expect(JSON.stringify(plan)).not.toContain('no-sandbox');
    }
  });

  it('does nothing else in place of writing a file, without a display', async () => {
    const env = { ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
    const { exitCode, stderr, stdout } = await execa(process.execPath, ['build/start.mjs', 'pi.img'], {
      env,
      extendEnv: false,
      reject: false,
      timeout: 20_000,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('npx nixberry flash pi.img --to DRIVE');
    expect(stdout).toBe('');
  }, 30_000);
});

describe('a build', () => {
  const OLD = new Date('2026-01-01T00:00:00Z');
  const NEW = new Date('2026-01-02T00:00:00Z');

  async function checkout(sourceTime: Date): Promise<string> {
    const root = await tempFolder();
    await mkdir(path.join(root, 'src/core'), { recursive: true });
    await mkdir(path.join(root, 'dist'));
    await writeFile(path.join(root, 'src/core/x.ts'), '');
    for (const folder of ['src', 'src/core']) await utimes(path.join(root, folder), OLD, OLD);
    await utimes(path.join(root, 'src/core/x.ts'), sourceTime, sourceTime);
    await utimes(path.join(root, 'dist'), new Date(OLD.getTime() + 1000), new Date(OLD.getTime() + 1000));
    return root;
  }

  it('is stale when a source is newer', async () => {
    expect(await isStale(await checkout(OLD))).toBe(false);
    expect(await isStale(await checkout(NEW))).toBe(true);
  });

  it('is stale when there is none', async () => {
    const root = await tempFolder();
    await mkdir(path.join(root, 'src'));
    expect(await isStale(root)).toBe(true);
  });
});
