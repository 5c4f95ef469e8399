import { AppError } from '../errors/app-error.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { CancelSignal } from '../ports.ts';
import { createConsoleReader } from './console.ts';
import type { BootEvent } from './events.ts';
import type { BootPorts, MachineParts } from './ports.ts';
import { createBootWatch, type Verdict } from './watch.ts';

export interface BootEnd {
  readonly verdict: Verdict;
  /** Since the machine was switched on. */
  readonly ms: number;
  /** The last lines of both consoles, as they came. */
  readonly heard: readonly string[];
}

type Given = Pick<BootPorts, 'machines' | 'clock'> & {
  readonly emit: (event: BootEvent) => void;
  readonly signal: CancelSignal;
};

/** An image can talk without end; more of it than this is let go. */
const MAX_LINES = 20_000;

/** Runs the machine until there is a verdict. Throws AppError `qemu-failed`, `cancelled`. */
export async function runMachine(
  parts: MachineParts,
  { until, timeoutMs }: { readonly until: string | null; readonly timeoutMs: number },
  { machines, clock, emit, signal }: Given,
): Promise<BootEnd> {
  const watch = createBootWatch(until);
  const readers = { serial: createConsoleReader(), virtio: createConsoleReader() };
  const heard: string[] = [];
  const startedAt = clock.now();
  let inKernel = false;
  emit({ type: 'phase', phase: 'u-boot' });
  const end = await machines.run(
    parts,
    (machine, from, output) => {
      for (const line of readers[from](output)) {
        watch.see(from, line);
        if (!line.finished) continue;
        emit({ type: 'console', from, line: line.text });
        heard.push(line.text);
      }
      if (heard.length > MAX_LINES) heard.splice(0, heard.length - MAX_LINES / 2);
      const typed = watch.toType();
      if (typed !== null) machine.type(typed);
      if (!inKernel && watch.inKernel()) {
        inKernel = true;
        emit({ type: 'phase', phase: 'kernel' });
      }
      if (watch.verdict() !== null) machine.stop();
    },
    { timeoutMs, signal },
  );
  throwIfCancelled(signal);
  const seen = watch.verdict();
  if (seen === null && end.kind === 'failed') throw new AppError('qemu-failed', { detail: end.detail });
  const verdict = seen ?? watch.over(end.kind === 'timeout' ? 'timeout' : 'ended');
  return { verdict, ms: clock.now() - startedAt, heard };
}
