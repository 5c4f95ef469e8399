import type { LinuxEnv } from './env.ts';
import { isBelow } from './mountinfo.ts';
import { listFolder, readAttribute, readLink, readText } from './read.ts';

/** A process that keeps a mount busy; pid 0 is the kernel itself: a loop device that shows a file of the mount. */
export interface Holder {
  readonly pid: number;
  readonly name: string;
}

/**
 * Who keeps a mount busy: working folder, root, program, open files and mapped files below it. As root it sees all
 * processes, else only one's own. Links are read, never followed: a dying card could hang us.
 */
export function findHolders(mountPath: string, env: LinuxEnv): readonly Holder[] {
  const processes = listFolder(env.proc)
    .filter((name) => /^\d+$/.test(name) && holds(`${env.proc}/${name}`, mountPath))
    .map((pid) => ({ pid: Number(pid), name: readAttribute(`${env.proc}/${pid}/comm`) ?? '' }));
  return [...processes, ...loopsOn(mountPath, env)];
}

function holds(folder: string, mountPath: string): boolean {
  const isHeld = (link: string): boolean => {
    const path = readLink(`${folder}/${link}`);
    return path !== null && isBelow(withoutMark(path), mountPath);
  };
  return (
    ['cwd', 'root', 'exe'].some(isHeld) ||
    listFolder(`${folder}/fd`).some((fd) => isHeld(`fd/${fd}`)) ||
    mapsFileBelow(readText(`${folder}/maps`) ?? '', mountPath)
  );
}

/** Lines of maps: `range rights offset device inode   /path`; only anonymous memory has no path. */
function mapsFileBelow(maps: string, mountPath: string): boolean {
  // Most processes map nothing of it: one search of the text spares taking it apart.
  if (!maps.includes(` ${mountPath}`)) return false;
  return maps.split('\n').some((line) => {
    const path = /^\S+ \S+ \S+ \S+ \d+ +(\/.*)$/.exec(line)?.[1];
    return path !== undefined && isBelow(withoutMark(path), mountPath);
  });
}

function loopsOn(mountPath: string, env: LinuxEnv): Holder[] {
  return listFolder(`${env.sys}/class/block`).flatMap((name) => {
    const file = readText(`${env.sys}/class/block/${name}/loop/backing_file`)?.trimEnd();
    return file !== undefined && isBelow(withoutMark(file), mountPath) ? [{ pid: 0, name }] : [];
  });
}

/** The kernel appends this to the path of a file that was removed while it is open. */
function withoutMark(path: string): string {
  return path.replace(/ \(deleted\)$/, '');
}
