import type { ListedDrive } from '../../contract/cli-flash.ts';
import type { Drive } from '../../core/drives/drive.ts';
import { judge, type Refusal, type Warning } from '../../core/drives/judge.ts';
import { t } from '../words.ts';

type Remark<Code> = { readonly code: Code; readonly message: string };

/** A refusal with its words. */
function refusalWords(refusal: Refusal): Remark<Refusal['code']> {
  return { code: refusal.code, message: t(`refusal.${refusal.code}`, refusal.facts) };
}

/** A warning with its words. */
export function warningWords(warning: Warning): Remark<Warning['code']> {
  return { code: warning.code, message: t(`warning.${warning.code}`, warning.facts) };
}

/** A drive as `--json` has it, judged without an image and without anything allowed. */
export function listedDrive(drive: Drive): ListedDrive {
  const { refusals, warnings } = judge(drive, null, { allowVirtual: false, allowFixed: false });
  return {
    device: drive.device,
    bytes: drive.bytes,
    model: drive.model === '' ? null : drive.model,
    serial: drive.serial,
    bus: drive.bus,
    removable: drive.removable,
    readOnly: drive.readOnly,
    mounts: [...new Set(drive.mounts.map((mount) => mount.path))],
    partitions: drive.partitions,
    refusals: refusals.map(refusalWords),
    warnings: warnings.map(warningWords),
  };
}
