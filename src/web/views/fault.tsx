import { Component, type ReactNode } from 'react';
import { say } from '../store.ts';

/** Keeps the rest of the page when a view cannot be drawn, and says so; another view can be chosen. */
export class Fault extends Component<{ children: ReactNode }, { saw?: string }> {
  override state: { saw?: string } = {};
  static getDerivedStateFromError(error: unknown) {
    return { saw: error instanceof Error ? error.message : String(error) };
  }
  override componentDidCatch() {
    say({
      en: 'This view could not be drawn, which is a fault of the program. The study and your changes are safe: choose another view, or reload the page, and please report it.',
      zh: '此视图无法绘制，这是程序自身的错误。研究与您的更改不受影响：请选择其他视图或刷新页面，并报告此问题。',
    });
  }
  override render() {
    const { saw } = this.state;
    return saw === undefined ? this.props.children : <p className="empty">{saw}</p>;
  }
}
