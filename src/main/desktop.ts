import { BrowserWindow, Notification } from 'electron';
import { bodyOf } from './notify.ts';

/** A share of 1, `unknown` while that cannot be told, null when nothing runs. */
export type TaskbarProgress = number | 'unknown' | null;

/** Electron's values: more than 1 is a bar that only moves, less than 0 none. */
const UNKNOWN = 2;
const NONE = -1;

/** Whether the window is the one that the person works with. */
export function isWindowFocused(): boolean {
  return theWindow()?.isFocused() ?? false;
}

/** Shows how far a job is on the window's place in the dock or task bar, where the system has that. */
export function showTaskbarProgress(progress: TaskbarProgress): void {
  theWindow()?.setProgressBar(progress === null ? NONE : progress === 'unknown' ? UNKNOWN : progress);
}

/** Shows a notification of the system, where it has them; a press on it brings the window to the front. */
export function showNotification(title: string, body: string): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body: bodyOf(body, process.platform) });
  notification.on('click', () => {
    const window = theWindow();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  notification.show();
}

function theWindow() {
  return BrowserWindow.getAllWindows().find((window) => !window.isDestroyed());
}
