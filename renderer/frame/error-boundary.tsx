import { Component, type ReactNode } from 'react';
import { Broken } from './broken.tsx';

export interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly hasFailed: boolean;
}

/** Shows what is left when a page fails. A class, because React tells no function of it. Draft and jobs are not in it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasFailed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <Broken onAgain={() => this.setState({ hasFailed: false })} />;
  }
}
