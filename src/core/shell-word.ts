/** Nothing in it means anything to a shell, at the start neither (`=` to zsh); `~/` is the home folder everywhere. */
const SIMPLE = /^(?:~\/)?[\w@%+:,./-][\w@%+:,./=-]*$/;

/** A text as one word of a line for a POSIX shell, quoted where it has to be. */
export function shellWord(text: string): string {
  return SIMPLE.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
