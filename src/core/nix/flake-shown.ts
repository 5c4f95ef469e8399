/** `dir` and such are what it is; anything else may be a token, whatever it is called. */
const PARAMETERS = new Set([
  ...['ref', 'rev', 'dir', 'shallow', 'submodules', 'allRefs', 'host', 'narHash', 'lastModified', 'type'],
]);
/** Tokens are longer than names. */
const TOKEN_CHARS = 20;
const PARTS = /^([^?#]*)(?:\?([^#]*))?(.*)$/s;
/** Up to the last @ of it, as a password may have one, too. */
const USER_INFO = /^([a-z][a-z0-9+.-]*:\/\/)([^/]*)@/i;
/** A path may have a question mark in it. */
const PATH = /^[./~]/;

/** A reference to a flake, as it may be shown, logged and put down: without what is, or may be, a password. */
export function withoutPassword(flake: string): string {
  const [, base = '', query, rest = ''] = PATH.test(flake) ? ['', flake] : (PARTS.exec(flake) ?? []);
  const known = query?.split('&').filter((parameter) => PARAMETERS.has(parameter.replace(/=.*/s, '')));
  const shown = base.replace(USER_INFO, (_, scheme: string, user: string) => {
    const name = /ssh/i.test(scheme) ? user.replace(/:.*/s, '') : '';
    return name === '' ? scheme : `${scheme}${name}@`;
  });
  return shown + (known === undefined || known.length === 0 ? '' : `?${known.join('&')}`) + rest;
}

/** What `withoutPassword` leaves out, to be found elsewhere: what stands before an @, and words by themselves. */
export function passwordsIn(flake: string): { readonly user: string | null; readonly words: readonly string[] } {
  if (withoutPassword(flake) === flake) return { user: null, words: [] };
  const [, base = '', query = ''] = PARTS.exec(flake) ?? [];
  const user = USER_INFO.exec(base)?.[2] ?? null;
  const [, name = '', password = ''] = /^([^:]*):?(.*)$/s.exec(user ?? '') ?? [];
  const values = query.split('&').flatMap((parameter) => {
    const [, key = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(parameter) ?? [];
    return PARAMETERS.has(key) ? [] : [value === '' ? key : value];
  });
  // What stands there alone is a token; beside a password a name, unless it is as long as a token.
  const named = password === '' || name.length >= TOKEN_CHARS ? name : '';
  return { user, words: [password, named, ...values].filter((word) => word !== '') };
}
