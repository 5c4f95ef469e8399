import { access, constants } from 'node:fs/promises';

/** Whether a drive may be read with the rights that we have: by root, and who is in the group of disks. Asks its node, not the drive. */
export async function mayOpen(device: string): Promise<boolean> {
  return access(device, constants.R_OK).then(
    () => true,
    () => false,
  );
}
