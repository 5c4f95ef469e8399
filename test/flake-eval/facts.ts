import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { imageRecordSchema, type ImageRecord } from '../../src/core/seed/image-record.ts';
import type { Settings } from '../../src/core/spec/settings.ts';
import { evaluate, textOfDerivation } from './evaluate.ts';
import { makeProject } from './project.ts';

const strings = z.array(z.string());
const unit = z.object({ after: strings, before: strings, wantedBy: strings, wants: strings, condition: z.unknown() });

/** What facts.nix says of one system. */
const factsSchema = z.looseObject({
  image: z.string(),
  kernel: z.string(),
  nixberry: z.record(z.string(), z.unknown()),
  configTxt: z.object({ ownDrvs: strings, base: z.string() }),
  firmwareCommands: z.string(),
  imageRecord: strings,
  nixos: z.string(),
  user: z.looseObject({ extraGroups: strings, keys: strings }),
  ssh: z.looseObject({ authorizedKeysFiles: strings }),
  trustedUsers: strings,
  tcp: z.array(z.number()),
  udp: z.array(z.number()),
  wireless: z.looseObject({
    networks: z.record(
      z.string(),
      z.object({
        hidden: z.boolean(),
        authProtocols: strings,
        psk: z.string().nullable(),
        pskRaw: z.string().nullable(),
        extraConfig: z.string(),
      }),
    ),
  }),
  networkManager: z.object({
    enable: z.boolean(),
    profiles: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))),
  }),
  tmpfiles: strings,
  modprobe: z.string(),
  kernelParams: strings,
  kernelModules: strings,
  blacklisted: strings,
  overlays: strings,
  serialLogins: strings,
  uboots: z.record(z.string(), z.string()),
  menuSeconds: z.number(),
  deviceTrees: z.string().nullable(),
  checkedZones: strings,
  packages: strings,
  firstboot: unit,
  country: unit.nullable(),
  autoconnect: unit.nullable(),
  ensureProfiles: unit.extend({ environmentFile: strings }).nullable(),
  warnings: strings,
});

export type SystemFacts = z.output<typeof factsSchema>;

/** Each has a package set of its own, of 0.5 GB: that many at once in one evaluator. */
const AT_ONCE = 5;

/** What each of these hosts' settings come to, natively or cross-compiled, down to the image's derivation. */
export async function factsOf(
  hosts: readonly Settings[],
  how: 'native' | 'cross' = 'native',
): Promise<ReadonlyMap<string, SystemFacts>> {
  const project = await makeProject(hosts);
  const facts = await readFile('test/flake-eval/facts.nix', 'utf8');
  const all = new Map<string, SystemFacts>();
  for (let start = 0; start < hosts.length; start += AT_ONCE) {
    const names = hosts.slice(start, start + AT_ONCE).map(({ hostName }) => hostName);
    const picks = names.map((name) => `"${name}" = (${facts}) systems."${name}${how === 'cross' ? '-cross' : ''}";`);
    const answer = await evaluate(project, 'nixosConfigurations', `systems: { ${picks.join('\n')} }`);
    for (const [name, one] of Object.entries(z.record(z.string(), factsSchema).parse(answer))) all.set(name, one);
  }
  return all;
}

/** The image's record of itself, as it is on the card; fails when there is none, or when it is not what core reads. */
export async function imageRecordOf({ imageRecord }: SystemFacts): Promise<ImageRecord> {
  const [own] = z.tuple([z.string()]).parse(imageRecord);
  return imageRecordSchema.strict().parse(JSON.parse(await textOfDerivation(own)));
}

/** What our lines at the end of config.txt are, with their section; empty when there are none. */
export async function configTxtEnd({ configTxt }: SystemFacts): Promise<string> {
  const own = configTxt.ownDrvs.find((path) => path.endsWith('-config-nixberry.txt.drv'));
  return own === undefined ? '' : textOfDerivation(own);
}
