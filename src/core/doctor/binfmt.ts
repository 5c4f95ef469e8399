export interface Binfmt {
  readonly enabled: boolean;
  readonly interpreter: string;
  /** The kernel opens the interpreter when it is registered: only then does it work inside Nix's sandbox. */
  readonly fixed: boolean;
}

/** Reads a registration in /proc/sys/fs/binfmt_misc. */
export function parseBinfmt(text: string): Binfmt {
  return {
    enabled: /^enabled$/m.test(text),
    interpreter: /^interpreter (.*)$/m.exec(text)?.[1] ?? '',
    fixed: /^flags: .*F/m.test(text),
  };
}
