// The parts of a workbook that hold no values, for benches that write large ones as streams.
import { createWriteStream } from 'node:fs';

/** Adds what every workbook of one sheet has, and more parts. */
export function addParts(zip, more) {
  const parts = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="Panel" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ...more,
  };
  for (const [name, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), name);
}

export async function finish(zip, file) {
  zip.end();
  await new Promise((resolve) => zip.outputStream.pipe(createWriteStream(file)).on('close', resolve));
}
