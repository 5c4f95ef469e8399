/** A machine as ssh is told of it. What is null is left to ssh's own configuration. */
export interface SshDestination {
  readonly user: string | null;
  /** A name, an address, or a `Host` of `~/.ssh/config`. Never begins with a dash, never has a blank in it. */
  readonly host: string;
  readonly port: number | null;
  /** The file of a private key that was given with the machine. */
  readonly keyFile: string | null;
}
