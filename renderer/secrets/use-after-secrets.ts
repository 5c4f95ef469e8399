import { useRef } from 'react';
import { focusField } from '../state/focus-field.ts';
import { isSecretPending, keepSecrets } from './pending-secrets.ts';

/**
 * Does what leaves the step, once main has the secrets that are still in its fields. Where one is refused nothing is done:
 * the focus goes to its field, which says why. Of several deeds only the last is done.
 */
export function useAfterSecrets(): (deed: () => void) => void {
  const newest = useRef<(() => void) | null>(null);
  return (deed) => {
    newest.current = deed;
    if (!isSecretPending()) {
      deed();
      return;
    }
    void keepSecrets().then((refused) => {
      if (newest.current !== deed) return;
      if (refused === null) deed();
      else focusField(refused);
    });
  };
}
