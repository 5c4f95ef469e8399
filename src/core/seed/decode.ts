import { AppError } from '../errors/app-error.ts';
import { END_LINE, FORMAT_KEY } from './encode.ts';
import { FIELDS } from './fields.ts';
import { MAX_SEED_BYTES, SEED_FORMAT, seedSchema, type Seed } from './seed.ts';
import { seedUnreadable, type SeedFlaw } from './unreadable.ts';

const FIRST_LINE = new RegExp(`^${FORMAT_KEY}=([1-9][0-9]{0,8})$`);
const LINE = /^([a-z0-9_]+)=(.*)$/;

const NOTHING = {
  replace: false,
  hostName: null,
  authorizedKeys: [],
  passwordHash: null,
  country: null,
  wifi: [],
  tailscaleKey: null,
  sshHostKey: null,
  ageKey: null,
  ownFile: null,
} as const satisfies Omit<Seed, 'id'>;

/**
 * The seed that a text holds; a BOM, CRLF, empty lines and `#` comments are let through. `file` is what errors call it.
 * Throws AppError `seed-unreadable` with the number of the line that is wrong and nothing of what it says, and
 * `seed-newer`.
 */
export function decodeSeed(text: string, file: string): Seed {
  const wrong = (line: number, reason: SeedFlaw): AppError => seedUnreadable(file, line, reason);
  if (text.length > MAX_SEED_BYTES) throw wrong(1, 'not-a-seed');
  const lines = meaningful(text);

  const [first, ...rest] = lines;
  const format = Number(FIRST_LINE.exec(first?.text ?? '')?.[1] ?? 0);
  if (format === 0) throw wrong(first?.number ?? 1, 'not-a-seed');
  if (format > SEED_FORMAT) throw new AppError('seed-newer', { file, format });
  const end = rest.pop();
  if (end?.text !== END_LINE) throw wrong(end?.number ?? 1, 'cut');

  const values = new Map<keyof Seed, unknown>();
  for (const { number, text: line } of rest) {
    const [, key, value = ''] = LINE.exec(line) ?? [];
    const known = FIELDS.find((field) => field.key === key);
    if (!known) throw wrong(number, 'line');
    const { field, read } = known;
    const before = values.get(field);
    if (before !== undefined && field !== 'wifi') throw wrong(number, 'line');
    const now = field === 'wifi' ? [...((before ?? []) as readonly unknown[]), read(value)] : read(value);
    if (!seedSchema.shape[field].safeParse(now).success || now === null) throw wrong(number, 'value');
    values.set(field, now);
  }
  const seed = seedSchema.safeParse({ ...NOTHING, ...Object.fromEntries(values) });
  // Every value was right, so it is the id that is not there.
  if (!seed.success) throw wrong(end.number, 'line');
  return seed.data;
}

interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

function meaningful(text: string): readonly Line[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, at) => ({ number: at + 1, text: line }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
}
