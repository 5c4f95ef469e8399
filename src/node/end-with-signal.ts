/** A child process: execa's or Node's. */
interface Child {
  readonly pid?: number | undefined;
  readonly kill: () => boolean;
}

/**
 * Ends the child when `signal` is aborted (at once when it is already). In place of execa's `cancelSignal`: between a start that
 * fails (no such program) and its error event, Node's `kill()` signals pid 0, which is our whole process group and whoever
 * started us with it (seen with Node 20.20). Such a child has no pid.
 */
export function endWithSignal(child: Child, signal: AbortSignal): void {
  if (child.pid === undefined) return;
  if (signal.aborted) child.kill();
  else signal.addEventListener('abort', () => child.kill(), { once: true });
}
