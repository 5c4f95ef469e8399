/** `['user', 'sshKeys', 0]` as people write it: `user.sshKeys[0]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

/** The other way round; null when the text is no path. Names are what the schema's fields are called. */
export function parsePath(text: string): (string | number)[] | null {
  if (!/^[A-Za-z$][A-Za-z0-9]*(\[[0-9]{1,4}\]|\.[A-Za-z$][A-Za-z0-9]*)*$/.test(text)) return null;
  return Array.from(text.matchAll(/\[([0-9]+)\]|[^.[\]]+/g), ([step, index]) =>
    index === undefined ? step : Number(index),
  );
}
