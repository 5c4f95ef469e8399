import { readFileSync, writeFileSync } from 'node:fs';

/** Reads the file that is the script's only argument, or ends with how it is called. */
export function givenFile(usage: string): string {
  const file = process.argv[2];
  if (file === undefined) {
    console.error(`usage: ${usage}`);
    process.exit(2);
  }
  return readFileSync(file, 'utf8');
}

/** Writes a list into `assets/data`: one entry a line, so that a change is seen. */
export function writeList(name: string, entries: readonly unknown[]): void {
  const file = new URL(`../../assets/data/${name}`, import.meta.url);
  writeFileSync(file, `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`);
  console.log(`${name}: ${String(entries.length)} entries`);
}
