import { useEffect, useRef, type RefObject } from 'react';

/** Not in React Aria's types: what it asks of an element before it gives the focus back to it. */
const RESTORE = 'react-aria-focus-scope-restore';

/**
 * For the box around a combo box's field. React Aria (3.53) takes the field for its list: when a dialog closes, it marks the
 * list as focused in place of giving the field its focus. The question must not get as far as the field.
 */
export function useFocusGivenBack(): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = ref.current;
    const keep = (event: Event): void => event.stopPropagation();
    box?.addEventListener(RESTORE, keep, true);
    return () => box?.removeEventListener(RESTORE, keep, true);
  }, []);
  return ref;
}
