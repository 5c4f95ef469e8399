/** One system call on a device: from the line where it begins to the line where it has returned. */
export interface Call {
  readonly name: string;
  /** In bytes; null for calls without one. */
  readonly offset: number | null;
  readonly length: number | null;
  readonly begin: number;
  readonly end: number;
  readonly result: number;
  /** As strace wrote it. */
  readonly text: string;
}

/**
 * The calls on the file descriptors that `path` was opened as, in the order of their beginnings: out of the log of
 * `strace -f`. Calls of several threads that overlap are put together from their "unfinished" and "resumed" lines.
 */
export function callsOn(path: string, log: string): readonly Call[] {
  const calls = joined(log.split('\n'));
  const found: Call[] = [];
  let fd: number | null = null;
  for (const call of calls) {
    if (call.name === 'openat' && call.text.includes(`"${path}"`) && call.result >= 0) fd = call.result;
    else if (fd !== null && call.text.startsWith(`${call.name}(${fd}`)) {
      if (call.name === 'close') fd = null;
      else found.push(call);
    }
  }
  return found;
}

function joined(lines: readonly string[]): readonly Call[] {
  const open = new Map<string, { readonly begin: number; readonly text: string }>();
  const calls: Call[] = [];
  for (const [at, line] of lines.entries()) {
    const [, pid = '', rest = ''] = /^(?:\[pid +)?(\d+)\]? +(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      open.set(pid, { begin: at, text: rest.slice(0, -'<unfinished ...>'.length) });
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const begun = resumed ? open.get(pid) : { begin: at, text: '' };
    if (!begun) continue;
    const text = begun.text + (resumed ? (resumed[1] ?? '') : rest);
    const call = parsed(text, begun.begin, at);
    if (call) calls.push(call);
  }
  return calls.sort((one, other) => one.begin - other.begin);
}

function parsed(text: string, begin: number, end: number): Call | null {
  const [, name, result] = /^(\w+)\(.*\)\s+= (-?\d+)/.exec(text) ?? [];
  if (name === undefined) return null;
  const [, length, offset] = /, (\d+), (\d+)\s*\)\s+= -?\d+/.exec(text) ?? [];
  const isTransfer = name.startsWith('pread') || name.startsWith('pwrite');
  return {
    name,
    offset: isTransfer && offset !== undefined ? Number(offset) : null,
    length: isTransfer && length !== undefined ? Number(length) : null,
    begin,
    end,
    result: Number(result),
    text,
  };
}
