import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findRuntime } from '../../build/electron/runtime.mjs';
import { NOTHING, type Group } from './group.ts';
import { LINUX, PYTHON_DBUS, program, type Need } from './needs.ts';
import { runVitest } from './vitest.ts';

const E2E_MS = 60 * 60_000;

export const e2e: Group = {
  name: 'e2e',
  purpose: 'the window: the real Electron on a display in memory, driven by its page',
  needs: [
    LINUX,
    program('Xvfb', 'xvfb'),
    program('xauth', 'xauth'),
    program('strace', 'strace'),
    program('losetup', 'mount'),
    program('dbus-daemon', 'dbus-daemon'),
    program('dbus-send', 'dbus-bin'),
    program('systemd-inhibit', 'systemd'),
    PYTHON_DBUS,
    program('gnome-keyring-daemon', 'gnome-keyring'),
    library('libsecret-1.so.0', 'libsecret-1-0'),
    library('libgtk-3.so.0', 'libgtk-3-0'),
    library('libnss3.so', 'libnss3'),
    library('libasound.so.2', 'libasound2'),
    library('libgbm.so.1', 'libgbm1'),
    library('libXss.so.1', 'libxss1'),
    library('libXtst.so.6', 'libxtst6'),
    library('libnotify.so.4', 'libnotify4'),
    font('noto/NotoSans-Regular.ttf', 'fonts-noto-core'),
    font('noto/NotoSansCJK-Regular.ttc', 'fonts-noto-cjk'),
  ],
  built: true,
  async run() {
    // Now, so that no test's time is spent on a download.
    try {
      await findRuntime(console.log);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      return { ...NOTHING, failed: 1 };
    }
    return runVitest(['e2e'], E2E_MS);
  },
};

/** A library where distributions keep them: in a folder of its own for each kind of processor, or in one for all. */
function library(name: string, debian: string): Need {
  const present = (): boolean =>
    ['/usr/lib', '/usr/lib64'].some((folder) => {
      if (existsSync(path.join(folder, name))) return true;
      const inside = existsSync(folder) ? readdirSync(folder) : [];
      return inside.some((entry) => entry.endsWith('-linux-gnu') && existsSync(path.join(folder, entry, name)));
    });
  return { name, debian, present };
}

/** With other fonts the same page has other widths: what fits here must fit there. */
function font(file: string, debian: string): Need {
  const folders = ['/usr/share/fonts/truetype', '/usr/share/fonts/opentype'];
  return {
    name: path.basename(file),
    debian,
    present: () => folders.some((folder) => existsSync(path.join(folder, file))),
  };
}
