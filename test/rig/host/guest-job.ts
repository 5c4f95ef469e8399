import type { Waiting } from './waiting.ts';

export interface GuestResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

type Until = Waiting['until'];

/** A program that runs in the guest. */
export class GuestJob {
  pid: number | undefined;
  out = '';
  err = '';
  #end: { readonly code: number | null; readonly signal: string | null } | undefined;
  readonly what: string;
  readonly #until: Until;
  readonly #kill: (signal: string) => Promise<unknown>;
  readonly #type: (text: string) => Promise<unknown>;

  constructor(
    what: string,
    until: Until,
    kill: (signal: string) => Promise<unknown>,
    type: (text: string) => Promise<unknown>,
  ) {
    this.what = what;
    this.#until = until;
    this.#kill = kill;
    this.#type = type;
  }

  /** A message of the guest's runner about this program. */
  receive(message: Readonly<Record<string, unknown>>): void {
    if (message.type === 'pid') this.pid = Number(message.pid);
    else if (message.type === 'out') this.out += String(message.text);
    else if (message.type === 'err') this.err += String(message.text);
    else if (message.type === 'exit') {
      const { code, signal } = message;
      this.#end = { code: typeof code === 'number' ? code : null, signal: typeof signal === 'string' ? signal : null };
    }
  }

  /** Waits until stdout matches; rejects when the program ends without. */
  see(pattern: RegExp, ms: number): Promise<RegExpExecArray> {
    return this.#until(
      () => {
        const found = pattern.exec(this.out);
        if (!found && this.#end) throw new Error(`${this.what} ended without ${pattern.source}:\n${this.#words()}`);
        return found;
      },
      ms,
      `${this.what}: ${pattern.source}`,
    );
  }

  async done(ms: number): Promise<GuestResult> {
    const end = await this.#until(() => this.#end, ms, `end of ${this.what}`).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.#words()}`, { cause: error });
    });
    return { ...end, out: this.out, err: this.err };
  }

  /** Gives it input, if it was started with some. */
  async type(text: string): Promise<void> {
    await this.#type(text);
  }

  async kill(signal = 'SIGKILL'): Promise<void> {
    await this.#kill(signal);
  }

  #words(): string {
    return `${this.out.slice(-4000)}\n${this.err.slice(-4000)}`;
  }
}
