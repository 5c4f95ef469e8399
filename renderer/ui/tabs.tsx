import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';

export interface TabChoice<Id extends string> {
  readonly id: Id;
  readonly text: string;
  readonly content: ReactNode;
}

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly TabChoice<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}

/** Pages of one panel. */
export function Tabs<Id extends string>({ label, tabs, value, onChange }: TabsProps<Id>): ReactNode {
  return (
    <AriaTabs
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = tabs.find(({ id }) => id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      <TabList aria-label={label} className="flex gap-4 border-b border-line">
        {tabs.map(({ id, text }) => (
          <Tab
            key={id}
            id={id}
            className="-mb-px flex min-h-(--nb-control) items-center border-b-2 border-transparent text-text-2 data-hovered:text-text data-selected:border-accent data-selected:font-label data-selected:text-text forced-colors:not-data-selected:border-[Canvas]"
          >
            {text}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="pt-4">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
