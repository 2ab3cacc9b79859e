/** A panel that fails to draw says so in its place; the other panels go on. */
import { Component, type ReactNode } from 'react';
import { errorMessage } from '../messages/withMessages';

interface PanelBoundaryProps {
  /** What stands in the panel's place; given what went wrong. */
  fallback: (message: string) => ReactNode;
  children: ReactNode;
}

export class PanelBoundary extends Component<PanelBoundaryProps, { message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: errorMessage(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    return message === null ? this.props.children : this.props.fallback(message);
  }
}
