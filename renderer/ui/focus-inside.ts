import { useRef, type FocusEvent, type RefObject } from 'react';

export interface FocusInside {
  /** Also when what had the focus has just been taken away: React tells nobody of that. */
  readonly isInside: RefObject<boolean>;
  /** For the element that it is about. */
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/** Whether the focus is anywhere in an element; `onLeave` is told when it goes elsewhere, and not when it moves inside. */
export function useFocusInside(onLeave?: () => void): FocusInside {
  const isInside = useRef(false);
  return {
    isInside,
    onFocus: () => {
      isInside.current = true;
    },
    onBlur: ({ currentTarget, relatedTarget }) => {
      if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
      isInside.current = false;
      onLeave?.();
    },
  };
}
