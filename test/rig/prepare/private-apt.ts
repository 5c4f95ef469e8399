import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { inFileName } from './debian.ts';

const APT_MS = 300_000;

/** An apt of its own: for another architecture, knowing of no installed package, with everything it writes in one folder. */
export interface PrivateApt {
  readonly options: readonly string[];
  readonly archives: string;
}

/**
 * Makes it in `folder`, with the sources, keys and proxies of this computer, and fetches the lists. Needs no rights, and
 * what dpkg thinks of this computer's architectures stays as it is. What was fetched before stays there, so that it works
 * offline then.
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
  // Offline the lists that are there are good; another source of this computer may have nothing for this architecture. What is
  // then missing is told when it is wanted.
  await execa('apt-get', [...apt.options, 'update', '-q'], { timeout: APT_MS, reject: false });
  return apt;
}

/** Downloads packages with all that they depend on, but for what is there; resolves to the paths of their .debs. */
export async function downloadWithNeeds(apt: PrivateApt, names: readonly string[]): Promise<readonly string[]> {
  const install = [...apt.options, '-y', '-q', 'install', ...names];
  await execa('apt-get', [...install, '--download-only'], { timeout: APT_MS });
  const { stdout } = await execa('apt-get', [...install, '--simulate'], { timeout: APT_MS, env: { LC_ALL: 'C' } });
  // Inst libacl1 (2.3.1-3 Debian:12.12/oldstable [arm64])
  const all = [...stdout.matchAll(/^Inst (\S+) \((\S+) .*\[(\w+)\]\)/gm)];
  await execa('apt-get', [...apt.options, 'autoclean', '-q'], { timeout: APT_MS });
  return all.map(([, name = '', version = '', architecture = '']) =>
    path.join(apt.archives, `${name}_${inFileName(version)}_${architecture}.deb`),
  );
}

/** The package that a Debian kernel's meta-package stands for now. */
export async function kernelOf(apt: PrivateApt, meta: string): Promise<string> {
  const { stdout } = await execa('apt-cache', [...apt.options, 'depends', meta], { timeout: APT_MS });
  const name = /Depends: (linux-image-\d[\w.+-]*)/.exec(stdout)?.[1];
  if (name === undefined) throw new Error(`apt knows no ${meta}`);
  return name;
}
