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
