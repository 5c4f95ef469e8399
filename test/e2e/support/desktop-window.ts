import { until } from '../../support/waiting.ts';
import { NIX_ENV } from './build-flake.ts';
import { startSessionBus } from './session-bus.ts';
import { standInDesktop, type SleepService, type StandInDesktop } from './stand-in-desktop.ts';
import type { AppOptions, RunningApp } from './start-app.ts';

export interface DesktopWindow extends RunningApp {
  readonly desktop: StandInDesktop;
}

/** The window on a desktop of its own with these services. */
export async function onDesktop(
  start: (options?: AppOptions) => Promise<RunningApp>,
  sleep: readonly SleepService[] = ['org.gnome.SessionManager'],
): Promise<DesktopWindow> {
  const address = await startSessionBus();
  const desktop = await standInDesktop(address, sleep);
  const running = await start({ env: { ...NIX_ENV, DBUS_SESSION_BUS_ADDRESS: address } });
  return { ...running, desktop };
}

/** The person turns to another window. */
export async function lookAway(running: RunningApp): Promise<void> {
  await running.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.blur();
  });
  await until('the window to lose the focus', async () => !(await isFocused(running)));
}

export function isFocused({ app }: RunningApp): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null);
}
