import { useEffect, useRef, useState } from 'react';

/** Numbers that change more often cannot be read. */
const EVERY_MS = 500;

/** The newest value, at most twice a second; at once when `key` is another. */
export function useSlow<Value>(value: Value, key: string): Value {
  const [shown, setShown] = useState({ value, key });
  const newest = useRef({ value, key });
  useEffect(() => {
    newest.current = { value, key };
  });
  useEffect(() => {
    const timer = setInterval(() => setShown(newest.current), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return shown.key === key ? shown.value : value;
}
