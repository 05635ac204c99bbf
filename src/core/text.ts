/** A sentence, title or label in the two languages that Holling speaks. */
export interface Text {
  en: string;
  zh: string;
}
