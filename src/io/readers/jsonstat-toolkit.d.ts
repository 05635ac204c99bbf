declare module 'jsonstat-toolkit' {
  interface Category {
    label: string;
  }
  interface Dimension {
    id: string[];
    Category(id: string): Category | null;
  }
  export interface Dataset {
    class: string | null;
    id: string[];
    size: number[];
    value: (number | string | null)[];
    status: (string | null)[] | null;
    label: string | null;
    length: number;
    Dimension(id: string): Dimension | null;
    Dataset(at: number): Dataset | null;
  }
  export default function JSONstat(json: unknown): Dataset;
}
