import { type RefObject, useLayoutEffect, useState } from 'react';

/** The width of an element in pixels, so that letters and targets in a drawing are as large as they say; `usual` before it is known. */
export function useWidth(element: RefObject<HTMLElement | null>, usual: number): number {
  const [width, setWidth] = useState(usual);
  useLayoutEffect(() => {
    const take = () => {
      const found = Math.round(element.current?.clientWidth ?? 0);
      if (found > 0) setWidth(found);
    };
    take();
    const watching = new ResizeObserver(take);
    if (element.current) watching.observe(element.current);
    return () => watching.disconnect();
  }, [element]);
  return width;
}
