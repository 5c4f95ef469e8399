import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';

const HERE = import.meta.dirname;
const MODULES = path.join(HERE, '../../../assets/flake/project/modules');
const UNITS = path.join(HERE, '../pi/units.nix');
const EVALUATION_MS = 60_000;

/** Where the Pi has the scripts of its units; their paths below /nix/store are right there, too. */
const SCRIPTS = '/usr/lib/nixberry';

const valuesSchema = z.record(z.string(), z.union([z.string(), z.boolean(), z.number(), z.array(z.string())]));
const unitNamesSchema = z.array(z.string()).default([]);
/** Strict: what NixOS would make of another attribute is not known here. */
const unitSchema = z.strictObject({
  description: z.string(),
  wantedBy: unitNamesSchema,
  requiredBy: unitNamesSchema,
  wants: unitNamesSchema,
  requires: unitNamesSchema,
  after: unitNamesSchema,
  before: unitNamesSchema,
  conflicts: unitNamesSchema,
  restartIfChanged: z.boolean().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  unitConfig: valuesSchema.default({}),
  serviceConfig: valuesSchema.default({}),
  path: z.unknown().optional(),
  script: z.string().optional(),
});
type Unit = z.infer<typeof unitSchema>;

/**
 * Puts the units of the flake's `firstboot.nix` below `root`, as the tree has them now: with their order, their settings,
 * their scripts, and what these have in the Nix store. Evaluated by Nix; only their programs are Debian's.
 */
export async function layUnits(root: string): Promise<void> {
  // A store in a folder of its own, which needs no rights and no installed Nix but the program.
  const argv = [
    '--eval',
    '--strict',
    '--json',
    '--read-write-mode',
    '--store',
    root,
    '--expr',
    `import ${UNITS} ${MODULES}`,
  ];
  const { stdout } = await execa('nix-instantiate', argv, { timeout: EVALUATION_MS });
  await mkdir(path.join(root, SCRIPTS), { recursive: true });
  const units = z.record(z.string(), z.unknown()).parse(JSON.parse(stdout));
  for (const [name, unit] of Object.entries(units)) {
    // What firstboot.nix only adds to a unit of NixOS is no unit; the Pi has its own stand-ins.
    if (name.startsWith('nixberry-')) await layUnit(root, name, unitSchema.parse(unit));
  }
}

async function layUnit(root: string, name: string, unit: Unit): Promise<void> {
  const folder = path.join(root, 'etc/systemd/system');
  await mkdir(folder, { recursive: true });
  // As NixOS runs a unit's script.
  if (unit.script !== undefined) await writeFile(path.join(root, SCRIPTS, name), `set -e\n${unit.script}`);
  await writeFile(path.join(folder, `${name}.service`), unitText(name, unit));
}

function unitText(name: string, unit: Unit): string {
  const { wants, requires, after, before, conflicts } = unit;
  const order = { Wants: wants, Requires: requires, After: after, Before: before, Conflicts: conflicts };
  const environment = Object.entries(unit.environment).map(([key, value]) => `${key}=${value}`);
  return [
    '[Unit]',
    `Description=${unit.description}`,
    ...Object.entries(order).flatMap(([key, units]) => units.map((one) => `${key}=${one}`)),
    ...settingLines(unit.unitConfig),
    '[Service]',
    ...settingLines({ ...unit.serviceConfig, Environment: environment }),
    ...(unit.script === undefined ? [] : [`ExecStart=/bin/bash ${SCRIPTS}/${name}`]),
    '[Install]',
    ...unit.wantedBy.map((one) => `WantedBy=${one}`),
    ...unit.requiredBy.map((one) => `RequiredBy=${one}`),
    '',
  ].join('\n');
}

function settingLines(settings: z.infer<typeof valuesSchema>): readonly string[] {
  return Object.entries(settings).flatMap(([key, value]) =>
    [value].flat().map((one) => `${key}=${one === true ? 'yes' : one === false ? 'no' : String(one)}`),
  );
}
