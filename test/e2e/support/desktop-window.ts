import { startPrivateBus } from '../../support/private-bus.ts';
import { standInLogind, type StandInLogind } from '../../support/stand-in-logind.ts';
import { until } from '../../support/waiting.ts';
import { NIX_ENV } from './build-flake.ts';
import { standInDesktop, type SleepService, type StandInDesktop } from './stand-in-desktop.ts';
import type { AppOptions, RunningApp } from './start-app.ts';

export interface DesktopWindow extends RunningApp {
  readonly desktop: StandInDesktop;
}

type Start = (options?: AppOptions) => Promise<RunningApp>;

/** The window on a desktop of its own with these services, and without logind. */
export async function onDesktop(
  start: Start,
  sleep: readonly SleepService[] = ['org.gnome.SessionManager'],
): Promise<DesktopWindow> {
  const session = await startPrivateBus('session');
  const desktop = await standInDesktop(session, sleep);
  return { ...(await onBuses(start, session, await startPrivateBus('system'))), desktop };
}

/** The window where only logind can keep the computer awake. */
export async function onLogind(start: Start): Promise<DesktopWindow & { readonly logind: StandInLogind }> {
  const [session, system] = [await startPrivateBus('session'), await startPrivateBus('system')];
  const desktop = await standInDesktop(session, []);
  const logind = await standInLogind(system);
  return { ...(await onBuses(start, session, system)), desktop, logind };
}

function onBuses(start: Start, session: string, system: string): Promise<RunningApp> {
  return start({ env: { ...NIX_ENV, DBUS_SESSION_BUS_ADDRESS: session, DBUS_SYSTEM_BUS_ADDRESS: system } });
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
