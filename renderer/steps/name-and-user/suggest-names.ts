import { hostName } from '../../../src/core/spec/host-name.ts';
import { user } from '../../../src/core/spec/user.ts';

const MAX_HOST_NAME = 63;
const MAX_USER_NAME = 31;

/** The host name that is nearest to what was typed; null when there is none, or it is one already. */
export function mendedHostName(typed: string): string | null {
  const name = plain(typed)
    .replace(/\.local$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX_HOST_NAME)
    .replace(/-+$/, '');
  return name !== typed && hostName.safeParse(name).success ? name : null;
}

/** The same for a user name. */
export function mendedUserName(typed: string): string | null {
  const name = plain(typed)
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^[-0-9]+/, '')
    .slice(0, MAX_USER_NAME)
    .replace(/-+$/, '');
  return name !== typed && isUserName(name) ? name : null;
}

/** What this computer calls its person, if a Pi may call them so; on Windows that may have a space. Null for none. */
export function suggestedUser(computer: string | null): string | null {
  if (computer === null) return null;
  return isUserName(computer) ? computer : mendedUserName(computer);
}

/** Names that a person might give, until they have a better one. */
export function suggestedHostNames(userName: string | null, boardId: string | null): readonly string[] {
  const names = [userName === null ? null : `${userName}-pi`, boardId, 'raspberry'];
  return names
    .filter((name) => name !== null)
    .map((name) => (hostName.safeParse(name).success ? name : mendedHostName(name)))
    .filter((name) => name !== null);
}

function isUserName(name: string): boolean {
  return user.shape.name.safeParse(name).success;
}

/** Small letters without accents: "Käthe" is "kathe". */
function plain(text: string): string {
  return text
    .trim()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase();
}
