const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * Text of a builder or of Nix as it may be shown: without colours and other terminal commands, and of each line only
 * what a terminal would have left after its carriage returns.
 */
export function cleanText(text: string): string {
  return text
    .replace(ESCAPES, '')
    .split('\n')
    .map((line) => lastRewrite(line.replace(/\r+$/, '')).replace(CONTROLS, ''))
    .join('\n');
}

function lastRewrite(line: string): string {
  return line.slice(line.lastIndexOf('\r') + 1);
}

const MAX_ERROR_CHARS = 500;

/** Of the last lines of stderr the one that says what went wrong; null where they say nothing. */
export function errorWords(stderr: readonly string[]): string | null {
  const lines = cleanText(stderr.join('\n'))
    .split('\n')
    .filter((line) => line.trim() !== '');
  const line = lines.findLast((text) => /^\s*error:\s*\S/.test(text)) ?? lines.at(-1) ?? '';
  return line.replace(/^\s*error:\s*/, '').slice(0, MAX_ERROR_CHARS) || null;
}
