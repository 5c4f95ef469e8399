/** How a line of a known_hosts says that it is ours: by the id of the seed that its key is for. */
const COMMENT = /^nixberry-[0-9a-f]{16}$/;

/** What is no pattern, no second name and no marker to ssh (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
const NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/** The names under which a card of this host name is reached. */
export function knownHostNames(hostName: string): readonly string[] {
  return [`${hostName}.local`, hostName];
}

/** The line that makes ssh trust `publicKey` (`ssh-ed25519 AAAA…`, a comment is dropped) for these names. */
export function knownHostsLine(names: readonly string[], publicKey: string, id: string): string {
  if (names.length === 0 || !names.every((name) => NAME.test(name))) throw new Error('no names of a host');
  const [type = '', blob = ''] = publicKey.split(' ');
  return `${names.join(',')} ${type} ${blob} nixberry-${id}`;
}

/**
 * The text of a known_hosts with `line`. A line of ours for one of its names goes: that card was replaced, and its key is
 * none to be trusted any more. The other lines stay as they are.
 */
export function addLine(text: string, line: string): string {
  const lines = split(text);
  if (lines.some((one) => one.trimEnd() === line)) return text;
  const names = namesOf(line);
  const kept = lines.filter((one) => !isOurs(one) || !namesOf(one).some((name) => names.includes(name))).join('');
  return `${kept}${kept === '' || kept.endsWith('\n') ? '' : '\n'}${line}\n`;
}

/** The text without those lines for `name` that we added, whatever other names they have, and how many those were. */
export function removeLines(text: string, name: string): { readonly text: string; readonly removed: number } {
  const lines = split(text);
  const kept = lines.filter((line) => !isOurs(line) || !namesOf(line).includes(name.toLowerCase()));
  return { text: kept.join(''), removed: lines.length - kept.length };
}

/** Lines with their ends. */
function split(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

/** Names, type, key and our comment: four words. A line with a marker (`@revoked`) has five. */
function isOurs(line: string): boolean {
  const words = line.trim().split(/\s+/);
  return words.length === 4 && COMMENT.test(words[3] ?? '');
}

/** In lower case, in which ssh compares them. */
function namesOf(line: string): readonly string[] {
  return (line.trim().split(/\s+/)[0] ?? '').toLowerCase().split(',');
}
