import { ChevronRight } from 'lucide-react';
import { type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Disclosure as AriaDisclosure, DisclosurePanel } from 'react-aria-components/Disclosure';

export interface DisclosureProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly isOpen?: boolean;
  readonly onToggle?: (isOpen: boolean) => void;
}

/** Words or fields that most people can leave closed. */
export function Disclosure({ title, children, isOpen, onToggle }: DisclosureProps): ReactNode {
  return (
    <AriaDisclosure isExpanded={isOpen} onExpandedChange={onToggle} className="group">
      <Button
        slot="trigger"
        className="flex min-h-(--nb-target) items-center gap-1.5 rounded-control text-accent-text data-hovered:underline"
      >
        <ChevronRight
          className="size-3.75 transition-[rotate] duration-(--nb-quick) group-data-expanded:rotate-90 rtl:not-group-data-expanded:rotate-180"
          strokeWidth={1.75}
          aria-hidden
        />
        {title}
      </Button>
      <DisclosurePanel className="pt-2">{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
