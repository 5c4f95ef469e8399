import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Copies kernel modules and all that they need from `tree` (with a modules.dep) into the flat folder `to`, with a file
 * `order`: the order in which insmod takes them. A module that is built into the kernel is passed over.
 */
export async function pickModules(tree: string, to: string, names: readonly string[]): Promise<void> {
  const needs = parseDependencies(await readFile(path.join(tree, 'modules.dep'), 'utf8'));
  const builtIn = await readFile(path.join(tree, 'modules.builtin'), 'utf8');
  const order: string[] = [];
  for (const name of names) {
    const module = [...needs.keys()].find((file) => path.basename(file) === `${name}.ko`);
    if (module !== undefined) addWithNeeds(module, needs, order);
    else if (!builtIn.includes(`/${name}.ko`)) throw new Error(`This kernel has no module ${name}`);
  }
  await mkdir(to, { recursive: true });
  for (const file of order) await copyFile(path.join(tree, file), path.join(to, path.basename(file)));
  await writeFile(path.join(to, 'order'), order.map((file) => `${path.basename(file)}\n`).join(''));
}

/** `kernel/fs/fat/vfat.ko: kernel/fs/fat/fat.ko ...`, a line a module. */
function parseDependencies(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    text
      .split('\n')
      .filter((line) => line.includes(':'))
      .map((line) => {
        const [file = '', needed = ''] = line.split(':');
        return [file, needed.split(' ').filter(Boolean)];
      }),
  );
}

function addWithNeeds(file: string, needs: ReadonlyMap<string, readonly string[]>, order: string[]): void {
  if (order.includes(file)) return;
  for (const needed of needs.get(file) ?? []) addWithNeeds(needed, needs, order);
  order.push(file);
}
