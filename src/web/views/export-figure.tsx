import { save } from '../save.ts';
import { deep, failed, useStore } from '../store.ts';
import { useSay } from '../words.ts';

/** Saves what a view shows as the figure of the publication: SVG, PNG or, through the browser's print dialogue, PDF, with its description in words. */
export function ExportFigure({
  id,
  options,
  isAvailable = true,
}: {
  id: string;
  options: Record<string, unknown>;
  isAvailable?: boolean;
}) {
  const say = useSay();
  const overlay = useStore((state) => state.place.overlay);
  if (!isAvailable) return null;
  const out = async (kind: 'svg' | 'png' | 'pdf' | 'txt') => {
    try {
      const { svg, alt } = await deep.ask('figure', { overlay, id, options });
      if (kind === 'svg') save(`${id}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
      else if (kind === 'pdf') await printed(id, svg, alt);
      else if (kind === 'txt') save(`${id}.txt`, new Blob([alt], { type: 'text/plain' }));
      else save(`${id}.png`, await picture(svg));
    } catch (error) {
      failed(error);
    }
  };
  return (
    <details className="export">
      <summary>{say('Export', '导出')}</summary>
      <div>
        <button type="button" onClick={() => void out('svg')}>
          SVG
        </button>
        <button type="button" onClick={() => void out('png')}>
          PNG (300 dpi)
        </button>
        <button type="button" onClick={() => void out('pdf')}>
          {say('PDF (print)', 'PDF（打印）')}
        </button>
        <button type="button" onClick={() => void out('txt')}>
          {say('Description in words', '文字说明')}
        </button>
      </div>
    </details>
  );
}

/** Prints a drawing alone, which stays lines and letters in a PDF. */
async function printed(name: string, svg: string, alt: string): Promise<void> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const frame = document.createElement('div');
  frame.className = 'print-figure';
  const image = document.createElement('img');
  image.src = address;
  image.alt = alt;
  frame.append(image);
  const { title } = document;
  try {
    await image.decode();
    document.body.append(frame);
    document.body.classList.add('is-printing-figure');
    // Browsers propose the title as the name of the file.
    document.title = name;
    window.print();
  } finally {
    document.title = title;
    document.body.classList.remove('is-printing-figure');
    frame.remove();
    URL.revokeObjectURL(address);
  }
}

/** A drawing as pixels, at 300 to the inch where its own are 96. */
async function picture(svg: string): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((image.naturalWidth * 300) / 96);
  canvas.height = Math.round((image.naturalHeight * 300) / 96);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}
