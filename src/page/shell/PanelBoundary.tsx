/** An error boundary: a panel that fails to render shows the error, the others go on. */
import { Component, type ReactNode } from 'react';
import { errorMessage } from '../messages/withMessages';

interface PanelBoundaryProps {
  /** Renders what replaces the panel, from the error's message. */
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
