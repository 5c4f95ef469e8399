const MAX_RELOADS = 3;
const WITHIN_MS = 60_000;

/** Whether a page that has failed now (`nowMs`) is loaded again: not for ever, when it fails as soon as it is there. */
export function createCrashLimit(): (nowMs: number) => boolean {
  let reloads: readonly number[] = [];
  return (nowMs) => {
    reloads = reloads.filter((at) => nowMs - at < WITHIN_MS);
    if (reloads.length >= MAX_RELOADS) return false;
    reloads = [...reloads, nowMs];
    return true;
  };
}
