/**
 * `withinMs` of work that can be ended: its signal is aborted when the time is over, and with `signal`. For who reads a drive,
 * and must not keep it open after that.
 */
export async function endedWithinMs<Value>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value | null> {
  return withinMs(ms, work(AbortSignal.any([signal, AbortSignal.timeout(ms)])));
}

/**
 * What `work` resolves to, or null when it fails or takes longer than `ms`. For programs that ask a drive: one that hangs in
 * the kernel cannot even be killed, and must not stop us. The work itself goes on.
 */
export async function withinMs<Value>(ms: number, work: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
