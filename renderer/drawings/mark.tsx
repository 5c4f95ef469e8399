import type { ReactNode } from 'react';

/** Nixberry's mark: a blueberry from above, with its five-pointed crown. The words beside it name it. */
export function Mark(): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      className="size-6 flex-none text-accent-text"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinejoin="round"
      aria-hidden
    >
      <circle cx="12" cy="12.5" r="9" />
      <path d="M12 5.8l1.45 2.6 2.92.58-2.02 2.18.35 2.96L12 12.88l-2.7 1.24.35-2.96-2.02-2.18 2.92-.58z" />
    </svg>
  );
}
