import { sanitizeForDisplay } from '../../core/drives/display.ts';
import { t } from '../words.ts';

/** As much of a key as tells it from another. */
const KEY_TAIL = 8;

/** The value of a setting for people, in one line. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('cli.value.none');
  if (typeof value === 'boolean') return t(value ? 'cli.value.on' : 'cli.value.off');
  if (Array.isArray(value)) return value.length === 0 ? t('cli.value.none') : value.map(valueWords).join(', ');
  if (typeof value === 'string') return sanitizeForDisplay(isKey(value) ? shortKey(value) : value);
  if (typeof value === 'object') return objectWords(Object.entries(value));
  return sanitizeForDisplay(JSON.stringify(value));
}

/** A network as `Home (wpa2)`: the first field, and in parentheses what of the others is not off. */
function objectWords(fields: readonly (readonly [string, unknown])[]): string {
  const [first, ...rest] = fields.flatMap(([name, value]) => {
    if (value === false || value === null) return [];
    return [value === true ? name : valueWords(value)];
  });
  return `${first ?? t('cli.value.none')}${rest.length > 0 ? ` (${rest.reverse().join(', ')})` : ''}`;
}

function isKey(text: string): boolean {
  return /^(ssh-|ecdsa-|sk-)\S+ AAAA/.test(text);
}

/** `ssh-ed25519 …JeJ30eZ5 ada@laptop` */
function shortKey(text: string): string {
  const [type = '', blob = '', ...comment] = text.split(' ');
  return [type, `…${blob.slice(-KEY_TAIL)}`, ...comment].join(' ');
}
