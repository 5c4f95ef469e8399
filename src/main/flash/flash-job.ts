import type { CallInput } from '../../contract/api.ts';
import type { FlashRequest, FlashTargetRequest } from '../../core/flash/request.ts';
import type { SeedPorts } from '../../core/seed/make-seed.ts';
import { cardTarget } from '../../node/card-target.ts';
import { driveFacts, NOTHING_KNOWN } from '../drives/drive-facts.ts';
import type { ChosenTarget, DriveList } from '../drives/drives.ts';
import type { ImageToWrite } from '../images/chosen.ts';
import type { Vault } from '../secrets/vault.ts';
import { targetName } from './ask-about-drives.ts';
import { layMade } from './seeds.ts';
import type { FlashBeginning } from './view.ts';

/** What a job writes, and where. */
export interface FlashJob extends Pick<CallInput<'flash.start'>, 'onlyChanged'> {
  readonly id: string;
  readonly image: ImageToWrite;
  readonly targets: readonly ChosenTarget[];
}

/** What a job's request is made of besides. */
export interface RequestParts {
  readonly permissions: DriveList['permissions'];
  readonly vault: Pick<Vault, 'takeFor'>;
  readonly seedPorts: SeedPorts;
  readonly onHostKey: Parameters<typeof layMade>[0]['onHostKey'];
  readonly confirm: FlashRequest['confirm'];
  readonly mayRewrite: FlashRequest['mayRewrite'];
}

/** What is shown of a job before anything has happened. */
export function beginningOf({ id, onlyChanged, image, targets }: FlashJob, startedAt: string): FlashBeginning {
  const { name, host, board, nixos, bytes } = image.shown;
  return {
    ...{ id, onlyChanged, startedAt, image: { name, host, board, nixos, bytes, user: image.user } },
    targets: targets.map((target) => ({
      id: target.id,
      name: targetName(target),
      drive: target.kind === 'drive' ? driveFacts(target.drive, NOTHING_KNOWN) : null,
      path: target.kind === 'drive' ? target.drive.device : target.path,
    })),
  };
}

/** The job as core takes it. Throws for a place that no virtual card can be at. */
export function requestOf(
  { image, targets, onlyChanged }: FlashJob,
  { permissions, vault, seedPorts, onHostKey, confirm, mayRewrite }: RequestParts,
): FlashRequest {
  const { name, kind } = image.shown;
  return {
    image: image.reference,
    targets: targets.map(requestedTarget),
    ...{
      verify: true,
      eject: true,
      expectSha256: null,
      probe: 'new',
      onlyChanged,
      skipFree: false,
      confirm,
      mayRewrite,
      ...permissions,
    },
    lay: layMade({ image: name, isBuilt: kind === 'built', origin: image.origin, vault, ports: seedPorts, onHostKey }),
  };
}

function requestedTarget(target: ChosenTarget): FlashTargetRequest {
  return target.kind === 'drive'
    ? { kind: 'drive', path: target.drive.device }
    : cardTarget(target.path, target.cardBytes);
}
