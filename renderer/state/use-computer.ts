import { useEffect, useState } from 'react';
import type { Computer } from '../../src/contract/window/computer.ts';
import { call } from '../bridge/call.ts';

/** What this computer suggests, looked up when the page comes up; null until it is there. */
export function useComputer(): Computer | null {
  const [computer, setComputer] = useState<Computer | null>(null);
  useEffect(() => {
    let isWanted = true;
    // It is a suggestion: without it the fields are empty, and nothing is lost.
    call('computer.look').then(
      (found) => {
        if (isWanted) setComputer(found);
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return computer;
}
