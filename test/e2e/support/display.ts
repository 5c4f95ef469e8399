import { startDisplay } from './x-display.ts';

/** One display for the whole run, always our own: what is on a person's screen must not depend on a test, nor a test on it. */
export async function setup(): Promise<() => Promise<void>> {
  const display = await startDisplay();
  process.env.DISPLAY = display.name;
  return () => display.close();
}
