export { readPages } from './pages.ts';
export { type Listening, serve } from './serve.ts';
export { shelf } from './shelf.ts';
