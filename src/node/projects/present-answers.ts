import * as z from 'zod';
import { completeSettings } from '../../core/spec/complete.ts';
import type { ReleaseId } from '../../core/spec/releases.ts';
import type { Problem } from '../../core/spec/codes.ts';
import type { LocatedProblem } from '../../core/spec/settings-text.ts';
import type { Settings } from '../../core/spec/settings.ts';
import { readAnswers, readHost, type Project } from './open.ts';

type Json = z.core.util.JSONType;

/** What a host's settings are, so that they can be changed. */
export type PresentAnswers =
  /** Right or wrong; `problems` is what is wrong with them, with its place in the file. */
  | { readonly type: 'answers'; readonly answers: Json; readonly problems: readonly LocatedProblem[] }
  /** They are no JSON, or no object: there is nothing to change. */
  | { readonly type: 'unreadable'; readonly problems: readonly LocatedProblem[] };

const fields = z.record(z.string(), z.json());

/** The settings of a host as they are; wrong ones can be mended by what they are changed to. Throws as `readHost`. */
export async function presentAnswers(project: Project, host: string): Promise<PresentAnswers> {
  const read = await readHost(project, host);
  if (read.type === 'complete') return { type: 'answers', answers: read.settings, problems: [] };
  const { problems } = read;
  const answers = fields.safeParse(await readAnswers(project, host));
  return answers.success && !problems.some(({ code }) => code.startsWith('json-'))
    ? { type: 'answers', answers: answers.data, problems }
    : { type: 'unreadable', problems };
}

/** The settings of other hosts under a release, or those problems of one of them that keep it from having that. */
export type OtherHosts =
  | { readonly type: 'settings'; readonly settings: ReadonlyMap<string, Settings> }
  | {
      readonly type: 'refused';
      readonly host: string;
      readonly problems: readonly (Problem | LocatedProblem)[];
      /** Whether the places of the problems are those in the host's file. */
      readonly located: boolean;
    };

/** The settings of all hosts but one, as another release of the project would have them. Throws as `readHost`. */
export async function othersWithRelease(project: Project, but: string | null, release: ReleaseId): Promise<OtherHosts> {
  const found = new Map<string, Settings>();
  for (const host of project.hosts.filter((name) => name !== but)) {
    const read = await readHost(project, host);
    const onlyRelease = read.type === 'refused' && read.problems.every(({ code }) => code === 'host-release');
    if (read.type === 'refused' && !onlyRelease)
      return { type: 'refused', host, problems: read.problems, located: true };
    const settings = read.type === 'complete' ? read.settings : fields.parse(await readAnswers(project, host));
    const completed = completeSettings({ ...settings, release });
    if (completed.type === 'refused') return { type: 'refused', host, problems: completed.problems, located: false };
    found.set(host, completed.settings);
  }
  return { type: 'settings', settings: found };
}
