export { readPages } from './pages.ts';
export { serve } from './serve.ts';
export { shelf } from './shelf.ts';
