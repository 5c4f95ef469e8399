/** A file of the Pi: octal mode, the owner's name, SHA-256 in hex. */
export interface PiPath {
  readonly mode: string;
  readonly owner: string;
  readonly sha256: string;
}

/** What `report.sh` has said at the end of a boot. */
export interface PiReport {
  readonly hostName: string;
  readonly folder: string;
  readonly files: Readonly<Record<string, PiPath>>;
  /** SHA-256 of ada's field in /etc/shadow. */
  readonly shadow: string;
  /** For each unit that reads what a seed brings: SHA-256 of what it found when it started. */
  readonly seen: Readonly<Record<string, string>>;
  /** systemd's word on the first boot's unit. */
  readonly firstboot: string;
  /** What that unit wrote to the journal: nothing, when all is well. */
  readonly said: readonly string[];
  /** The host key that sshd presents: `ssh-ed25519 AAAA…`. */
  readonly presents: string;
  /** Units that failed. */
  readonly failed: readonly string[];
  /** Since the kernel was started. */
  readonly upSeconds: number;
}

/** Null when the console has no whole report. */
export function parseReport(console: string): PiReport | null {
  const lines = Array.from(console.matchAll(/^rig: (\S+) ?(.*?)\r?$/gm), ([, name = '', rest = '']) => ({
    name,
    rest,
  }));
  if (lines.at(-1)?.name !== 'end') return null;
  const all = (name: string): readonly string[] => lines.filter((line) => line.name === name).map(({ rest }) => rest);
  const one = (name: string): string => all(name)[0] ?? '';
  const words = (text: string): readonly string[] => text.split(' ').filter(Boolean);
  return {
    hostName: one('hostname'),
    folder: one('folder'),
    files: Object.fromEntries(
      all('file').map((rest) => {
        const [path = '', mode = '', owner = '', sha256 = ''] = words(rest);
        return [path, { mode, owner, sha256 }];
      }),
    ),
    shadow: one('shadow'),
    seen: Object.fromEntries(all('seen').map((rest) => words(rest).slice(0, 2) as [string, string])),
    firstboot: one('firstboot'),
    said: all('said'),
    presents: one('presents'),
    failed: words(one('failed')),
    upSeconds: Number(one('up')),
  };
}
