import type { ChosenImage } from '../../src/contract/window/images.ts';
import type { SecretsKept } from '../../src/contract/window/secrets.ts';
import { hasPassphrase, hasPassword, hasTailscaleKey } from '../../src/contract/window/secrets.ts';
import { isNothingMissing, type MissingSecrets } from '../../src/core/seed/missing.ts';

/** What the chosen image wants from the card and main does not have yet; null for nothing. */
export function missingFor(image: ChosenImage | null, kept: SecretsKept | null): MissingSecrets | null {
  const needs = image?.needs ?? null;
  if (needs === null) return null;
  const missing: MissingSecrets = {
    password: needs.password && !hasPassword(kept, needs),
    wifi: needs.wifi.filter((network) => kept === null || !hasPassphrase(kept, network)),
    tailscale: needs.tailscale && !hasTailscaleKey(kept, needs),
  };
  return isNothingMissing(missing) ? null : missing;
}
