const MOST_LINES = 4;
/** V8's line of a stack; lines of a built file are long, so the column tells. Our own programs are all below a folder `dist`; of the path only the name of the file is taken. */
const OWN_LINE = /^ {4}at .*[\\/]dist[\\/](?:.*[\\/])?([\w.-]{1,60}\.[cm]?js):(\d{1,7}:\d{1,7})\)?$/;
const CLASS = /^\w{0,34}(?:Error|Exception)$/;

/**
 * Where something was thrown that nobody foresaw, for those who mend it: its class, and the innermost lines of our own files
 * (`TypeError main.js:47:11 chunk-X.js:3:90`). No path, and nothing of its message.
 */
export function thrownWhere(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const lines = (thrown.stack ?? '').replace(thrown.message, '').split('\n');
  const own = lines.flatMap((line) => {
    const [, file, at] = (/[\\/]node_modules[\\/]/.test(line) ? null : OWN_LINE.exec(line)) ?? [];
    return file === undefined || at === undefined ? [] : [`${file}:${at}`];
  });
  return [CLASS.test(thrown.name) ? thrown.name : 'Error', ...own.slice(0, MOST_LINES)].join(' ');
}
