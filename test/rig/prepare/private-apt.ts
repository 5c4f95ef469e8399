import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

const APT_MS = 300_000;

/** An apt of its own: for another architecture, knowing of no installed package, with everything it writes in one folder. */
export interface PrivateApt {
  readonly options: readonly string[];
  readonly archives: string;
}

/**
 * Makes it in `folder`, with the sources, keys and proxies of this computer, and fetches the lists. Needs no rights, and
 * what dpkg thinks of this computer's architectures stays as it is.
 */
export async function makePrivateApt(folder: string, architecture: string): Promise<PrivateApt> {
  const [state, cache, status] = ['state', 'cache', 'status'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const archives = path.join(cache, 'archives');
  await mkdir(path.join(state, 'lists/partial'), { recursive: true });
  await mkdir(path.join(archives, 'partial'), { recursive: true });
  await writeFile(status, '');
  const settings = {
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Install-Recommends': 'false',
    // Its downloader's user could not get at a folder in root's home.
    'APT::Sandbox::User': 'root',
    'Dir::State': state,
    'Dir::State::status': status,
    'Dir::Cache': cache,
  };
  const apt = { options: Object.entries(settings).map(([name, value]) => `-o${name}=${value}`), archives };
  // Another source of this computer may have nothing for this architecture; what is then missing is told when it is wanted.
  await execa('apt-get', [...apt.options, 'update', '-q'], { timeout: APT_MS, reject: false });
  return apt;
}

/** Downloads packages with all that they depend on; resolves to the paths of everything that was downloaded so far. */
export async function downloadWithNeeds(apt: PrivateApt, names: readonly string[]): Promise<readonly string[]> {
  const argv = [...apt.options, '-y', '-q', '--download-only', 'install', ...names];
  await execa('apt-get', argv, { timeout: APT_MS });
  const files = await readdir(apt.archives);
  return files.filter((file) => file.endsWith('.deb')).map((file) => path.join(apt.archives, file));
}

/** Downloads one package alone into a folder; resolves to its path. */
export async function downloadAlone(apt: PrivateApt, name: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await execa('apt-get', [...apt.options, 'download', '-q', name], { cwd: folder, timeout: APT_MS });
  const file = (await readdir(folder)).find((one) => one.startsWith(`${name}_`));
  if (file === undefined) throw new Error(`apt-get downloaded no ${name}`);
  return path.join(folder, file);
}

/** The package that a Debian kernel's meta-package stands for now. */
export async function kernelOf(apt: PrivateApt, meta: string): Promise<string> {
  const { stdout } = await execa('apt-cache', [...apt.options, 'depends', meta], { timeout: APT_MS });
  const name = /Depends: (linux-image-\d[\w.+-]*)/.exec(stdout)?.[1];
  if (name === undefined) throw new Error(`apt knows no ${meta}`);
  return name;
}
